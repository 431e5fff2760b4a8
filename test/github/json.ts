// JSON values as types, and the few questions one asks of a parsed value.
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJson(text: string): Json {
  return JSON.parse(text);
}

/** As GitHub's expressions turn values into text. */
export function toText(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return 'Array';
  return typeof value === 'object' ? 'Object' : String(value);
}

/** The value below these keys; null where the way ends before. */
export function valueAt(value: Json | undefined, ...keys: readonly (string | number)[]): Json {
  let at: Json = value ?? null;
  for (const key of keys) {
    if (Array.isArray(at) && typeof key === 'number') at = at[key] ?? null;
    else at = isObject(at) ? (at[String(key)] ?? null) : null;
  }
  return at;
}
