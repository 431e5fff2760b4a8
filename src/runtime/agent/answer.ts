// What an agent's last words must be: free text, or JSON that a schema accepts.
import { z } from 'zod';
import type { JsonSchema } from '../../ports/model.ts';

export interface Answer<Output> {
  readonly jsonSchema: JsonSchema | null;
  /** `redact` takes secrets out of what was read: before, an escape in the JSON would hide them from it. */
  read(text: string, redact?: Redact): Read<Output>;
}

export type Read<Output> =
  | { readonly isValid: true; readonly output: Output }
  | { readonly isValid: false; readonly issues: readonly string[] };

type Redact = (text: string) => string;

const ISSUE_LIMIT = 20;

export function textAnswer(): Answer<string> {
  return {
    jsonSchema: null,
    read: (text, redact = asItIs) =>
      text.trim() === ''
        ? { isValid: false, issues: ['The answer is empty.'] }
        : { isValid: true, output: redact(text) },
  };
}

export function jsonAnswer<Output>(schema: z.ZodType<Output>): Answer<Output> {
  return {
    jsonSchema: z.toJSONSchema(schema, { io: 'input' }),
    read(text, redact = asItIs) {
      let value: unknown;
      try {
        value = redacted(JSON.parse(withoutFence(text)), redact);
      } catch {
        return { isValid: false, issues: [`The answer is not JSON: ${complaintOf(redact(text))}`] };
      }
      const parsed = schema.safeParse(value);
      if (parsed.success) return { isValid: true, output: parsed.data };
      return { isValid: false, issues: describeIssues(parsed.error) };
    },
  };
}

function asItIs(text: string): string {
  return text;
}

/** Names of keys as well: documents of a crew may have any. */
function redacted(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => redacted(one, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [redact(key), redacted(one, redact)]));
}

/** One line an issue, with the place in the value. */
export function describeIssues(error: z.ZodError): readonly string[] {
  return error.issues
    .slice(0, ISSUE_LIMIT)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`));
}

/** Models without structured output like to fence their JSON. */
function withoutFence(text: string): string {
  return /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1] ?? text;
}

/** The platform quotes a piece of the text, so it is told of the one without secrets. */
function complaintOf(text: string): string {
  try {
    JSON.parse(withoutFence(text));
    return 'unreadable';
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'unreadable';
  }
}
