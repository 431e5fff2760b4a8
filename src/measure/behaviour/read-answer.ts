// Turns what a server sent into an answer that can be compared: its own address left out, its body read by kind.
import type { HttpAnswer } from '../../ports/network.ts';
import type { Answer, Body } from './answer.ts';
import { comparableHeaders } from './comparable-headers.ts';
import { parseJson } from './json-value.ts';

/** What stands for the host and port the server was asked at: they differ by construction. */
const OWN_HOST = '{host}';

export interface AskedFrom {
  readonly method: string;
  /** e.g. `http://127.0.0.1:40123`. */
  readonly origin: string;
}

export async function readAnswer(answer: HttpAnswer, { method, origin }: AskedFrom): Promise<Answer> {
  const withoutHost = hostRemover(origin);
  const lines = answer.headerLines ?? Object.entries(answer.headers);
  const headers = comparableHeaders(
    lines.map(([name, value]) => [name.toLowerCase(), withoutHost(value)] as const),
    method === 'HEAD',
  );
  const bytes = answer.bytes ?? new TextEncoder().encode(answer.body);
  const body = await readBody(bytes, {
    type: headers.get('content-type') ?? '',
    isCut: answer.isCut ?? false,
    withoutHost,
  });
  return { status: answer.status, headers, body };
}

interface BodyReading {
  readonly type: string;
  readonly isCut: boolean;
  readonly withoutHost: (text: string) => string;
}

async function readBody(bytes: Uint8Array, { type, isCut, withoutHost }: BodyReading): Promise<Body> {
  if (bytes.length === 0) return { kind: 'empty' };
  const decoded = decodeText(bytes, isCut);
  if (decoded === null) return binary(bytes);
  const text = withoutHost(decoded);
  if (/[/+]json\b/i.test(type) || /^\s*[[{]/.test(text)) {
    const value = parseJson(text);
    if (value !== undefined) return { kind: 'json', value };
  }
  // A page without line breaks would be one line that differs.
  const broken = /\bhtml\b|\bxml\b/i.test(type) ? text.replaceAll('><', '>\n<') : text;
  return { kind: 'text', lines: broken.split(/\r?\n/) };
}

/** Null where the bytes are no text. */
function decodeText(bytes: Uint8Array, isCut: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    // What was cut may end within a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}

async function binary(bytes: Uint8Array): Promise<Body> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { kind: 'binary', sizeBytes: bytes.length, sha256 };
}

function hostRemover(origin: string): (text: string) => string {
  const { port } = new URL(origin);
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port}`);
  return (text) => hosts.reduce((rest, host) => rest.replaceAll(host, OWN_HOST), text);
}
