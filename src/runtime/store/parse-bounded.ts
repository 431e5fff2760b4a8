// Documents of another job are hostile input: they are measured before they are parsed, and parsed by schema.
import type { z } from 'zod';

const MOST_DEPTH = 100;

export type Parsed<Value> =
  | { readonly valid: true; readonly value: Value }
  | { readonly valid: false; readonly reason: string };

export interface Expected<Value> {
  readonly schema: z.ZodType<Value>;
  readonly mostBytes: number;
}

export function parseBounded<Value>(text: string, { schema, mostBytes }: Expected<Value>): Parsed<Value> {
  if (text.length > mostBytes) return { valid: false, reason: `it is larger than ${mostBytes} bytes` };
  if (depthOf(text) > MOST_DEPTH) {
    return { valid: false, reason: `it is nested deeper than ${MOST_DEPTH} levels` };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { valid: false, reason: 'it is not JSON' };
  }
  const result = schema.safeParse(json);
  if (result.success) return { valid: true, value: result.data };
  const issue = result.error.issues[0];
  const at = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  return { valid: false, reason: `${at}${issue?.message ?? 'it does not fit its schema'}`.slice(0, 300) };
}

/** Counted before parsing, so that no parser recurses into a bomb; brackets within strings do not count. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1));
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}
