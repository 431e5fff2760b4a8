// What an agent's last words must be: free text, or JSON that a schema accepts.
import { z } from 'zod';
import type { JsonSchema } from '../../ports/model.ts';

export interface Answer<Output> {
  readonly jsonSchema: JsonSchema | null;
  read(text: string): Read<Output>;
}

export type Read<Output> =
  | { readonly isValid: true; readonly output: Output }
  | { readonly isValid: false; readonly issues: readonly string[] };

const ISSUE_LIMIT = 20;

export function textAnswer(): Answer<string> {
  return {
    jsonSchema: null,
    read: (text) =>
      text.trim() === ''
        ? { isValid: false, issues: ['The answer is empty.'] }
        : { isValid: true, output: text },
  };
}

export function jsonAnswer<Output>(schema: z.ZodType<Output>): Answer<Output> {
  return {
    jsonSchema: z.toJSONSchema(schema, { io: 'input' }),
    read(text) {
      let value: unknown;
      try {
        value = JSON.parse(withoutFence(text));
      } catch (error) {
        return { isValid: false, issues: [`The answer is not JSON: ${messageOf(error)}`] };
      }
      const parsed = schema.safeParse(value);
      if (parsed.success) return { isValid: true, output: parsed.data };
      return { isValid: false, issues: describeIssues(parsed.error) };
    },
  };
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'unreadable';
}
