// JSON as a stranger sent it: parsed within bounds, and written so that equal values are equal texts.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Nested deeper, it is compared as text: walking it would exhaust the stack. */
const DEEPEST = 100;

/** Undefined where the text is no JSON, or nested too deeply. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isShallow(value, DEEPEST) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keys in order, no spaces. */
export function canonical(value: Json): string {
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${sortedEntries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
    .join(',')}}`;
}

/** By code unit, whatever the machine's language. */
export function sortedEntries(value: JsonObject): [string, Json][] {
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `$.items` and `total` are `$.items.total`; names that are no words are quoted. */
export function keyPath(path: string, key: string): string {
  return /^[A-Za-z_$][\w$-]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** All elements of a list have one path. */
export function itemPath(path: string): string {
  return `${path}[*]`;
}

/** The names of keys in a path, best clue last. */
export function keysOf(path: string): string[] {
  return path.match(/[A-Za-z_][\w-]*/g) ?? [];
}

function isShallow(value: Json, levels: number): boolean {
  if (!isList(value) && !isObject(value)) return true;
  return levels > 0 && Object.values(value).every((inner: Json) => isShallow(inner, levels - 1));
}
