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

/**
 * Counted before parsing, so that no parser recurses into a bomb; brackets within strings do not count. By hand, because a
 * pattern that matches strings overflows its own stack on one of some millions of characters.
 */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at + 1);
    else if (code === OPEN_LIST || code === OPEN_OBJECT) deepest = Math.max(deepest, (depth += 1));
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
  return deepest;
}

/** Where the quote stands that ends it; the end of the text where none does. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH && at - 1 - slashes >= from) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
