// What the client asks, read from its messages; all else it sends (passwords, copied rows) is not looked at.
// Source: PostgreSQL documentation, "Frontend/Backend Protocol", chapter "Message Formats".
import type { WireMessage } from './message-framer.ts';
import { readMessage, type MessageReader } from './message-reader.ts';

export interface RawParameter {
  /** Null for NULL, and where the message was too large to keep. */
  readonly bytes: Buffer | null;
  readonly format: 'text' | 'binary';
}

type Named = 'statement' | 'portal';

export type ClientMessage =
  | { readonly kind: 'query'; readonly sql: string; readonly isTruncated: boolean }
  | {
      readonly kind: 'parse';
      readonly name: string;
      readonly sql: string;
      /** Type numbers; 0 where the server decides. */
      readonly types: readonly number[];
      readonly isTruncated: boolean;
    }
  | {
      readonly kind: 'bind';
      readonly portal: string;
      readonly statement: string;
      readonly parameters: readonly RawParameter[];
      readonly isTruncated: boolean;
    }
  | { readonly kind: 'describe'; readonly what: Named; readonly name: string }
  | { readonly kind: 'close'; readonly what: Named; readonly name: string }
  | { readonly kind: 'execute'; readonly portal: string }
  | { readonly kind: 'sync' | 'call' | 'copied' | 'other' };

export const READ_FROM_CLIENT: ReadonlySet<string> = new Set(['Q', 'P', 'B', 'E', 'D', 'C']);

export function readClientMessage({ type, body, isTruncated }: WireMessage): ClientMessage {
  const reader = readMessage(body);
  switch (type) {
    case 'Q':
      return { kind: 'query', sql: reader.text(), isTruncated };
    case 'P':
      return {
        kind: 'parse',
        name: reader.text(),
        sql: reader.text(),
        types: readTypes(reader),
        isTruncated,
      };
    case 'B': {
      const portal = reader.text();
      const statement = reader.text();
      return { kind: 'bind', portal, statement, parameters: readParameters(reader), isTruncated };
    }
    case 'E':
      return { kind: 'execute', portal: reader.text() };
    case 'D':
      return { kind: 'describe', what: readWhat(reader), name: reader.text() };
    case 'C':
      return { kind: 'close', what: readWhat(reader), name: reader.text() };
    case 'S':
      return { kind: 'sync' };
    case 'F':
      return { kind: 'call' };
    case 'c':
    case 'f':
      return { kind: 'copied' };
    default:
      return { kind: 'other' };
  }
}

function readWhat(reader: MessageReader): Named {
  return reader.bytes(1)?.toString('latin1') === 'S' ? 'statement' : 'portal';
}

/** As in Parse and in ParameterDescription: a count and as many numbers. */
export function readTypes(reader: MessageReader): readonly number[] {
  const count = reader.int16() ?? 0;
  const types: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const type = reader.int32();
    if (type === null) break;
    types.push(type);
  }
  return types;
}

/** No format code means text throughout, one stands for all. */
function readParameters(reader: MessageReader): readonly RawParameter[] {
  const formats: number[] = [];
  const formatCount = reader.int16() ?? 0;
  for (let index = 0; index < formatCount; index += 1) formats.push(reader.int16() ?? 0);
  const count = reader.int16() ?? 0;
  const parameters: RawParameter[] = [];
  for (let index = 0; index < count; index += 1) {
    const lengthBytes = reader.int32();
    if (lengthBytes === null) break;
    const code = formats.length === 1 ? formats[0] : formats[index];
    parameters.push({
      bytes: lengthBytes === -1 ? null : reader.bytes(lengthBytes),
      format: code === 1 ? 'binary' : 'text',
    });
  }
  return parameters;
}
