// Writes an answer without its volatile parts: what fits what was learned is replaced by a word for it, what does not stays as it is.
import type { Answer, Body } from './answer.ts';
import { canonical, isList, isObject, itemPath, type Json, keyPath } from './json-value.ts';
import { matches, printPattern, type LinePattern } from './line-pattern.ts';
import { describeShape, fits } from './shape.ts';
import type { VolatileParts } from './volatile-parts.ts';

export function normalise({ status, headers, body }: Answer, parts: VolatileParts): Answer {
  const alike = parts.statuses.has(status) ? Math.min(...parts.statuses) : status;
  return { status: alike, headers: normaliseHeaders(headers, parts), body: normaliseBody(body, parts) };
}

const HIDDEN = '‹volatile›';

/** True for a word that stands for what was hidden. */
export function isHidden(value: Json): boolean {
  return typeof value === 'string' && value.startsWith('‹') && value.endsWith('›');
}

function normaliseHeaders(headers: Answer['headers'], parts: VolatileParts): Map<string, string> {
  const normalised = new Map<string, string>();
  for (const [name, value] of headers) {
    const hidden = parts.headers.get(name) ?? parts.headers.get(name.split(':', 1)[0] ?? name);
    if (hidden !== 'everything') normalised.set(name, hidden === 'value' ? HIDDEN : value);
  }
  return normalised;
}

function normaliseBody(body: Body, parts: VolatileParts): Body {
  if (parts.body?.has(body.kind)) return { kind: 'text', lines: [HIDDEN] };
  switch (body.kind) {
    case 'json':
      return parts.json.size === 0
        ? body
        : { kind: 'json', value: normaliseJson(body.value, '$', parts.json) ?? HIDDEN };
    case 'text':
      return { kind: 'text', lines: normaliseLines(body.lines, parts.lines) };
    case 'binary':
    case 'empty':
      return body;
  }
}

/** Undefined where it may be missing as well. */
function normaliseJson(value: Json, path: string, places: VolatileParts['json']): Json | undefined {
  const place = places.get(path);
  if (place?.hides.has('everything')) return undefined;
  const hides = place?.hides ?? new Set();
  const isFitting = place?.shape == null || fits(value, place.shape);
  if (hides.has('presence') && isFitting) return undefined;
  if (hides.has('value') && isFitting) {
    return place?.shape == null ? HIDDEN : `‹${describeShape(place.shape)}›`;
  }
  if (hides.has('value')) return value;
  if (isList(value)) {
    const items = value.map((item) => normaliseJson(item, itemPath(path), places) ?? HIDDEN);
    return hides.has('order') ? sorted(items) : items;
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const kept = normaliseJson(inner, keyPath(path, key), places);
      return kept === undefined ? [] : [[key, kept] as const];
    }),
  );
}

function sorted(items: readonly Json[]): Json[] {
  return items
    .map((item) => ({ item, text: canonical(item) }))
    .sort((one, other) => (one.text < other.text ? -1 : Number(one.text > other.text)))
    .map(({ item }) => item);
}

function normaliseLines(lines: readonly string[], patterns: readonly LinePattern[]): readonly string[] {
  if (patterns.length === 0) return lines;
  return lines.map((line) => {
    const pattern = patterns.find((candidate) => matches(line, candidate));
    return pattern === undefined ? line : printPattern(pattern);
  });
}
