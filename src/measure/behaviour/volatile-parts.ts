// What differs between answers of the very same code, and so says nothing about a change.
import type { Body } from './answer.ts';
import type { LinePattern } from './line-pattern.ts';
import { describeShape, type Shape } from './shape.ts';

/** `everything` is not compared at all; of the others the shape still is. */
export type Hidden = 'value' | 'order' | 'presence' | 'everything';

export interface JsonPlace {
  readonly hides: ReadonlySet<Hidden>;
  /** What was seen there; a value of another shape is a difference. */
  readonly shape: Shape | null;
}

export interface VolatileParts {
  /** All that were seen, where the status is not always the same; else empty. */
  readonly statuses: ReadonlySet<number>;
  /** Headers by name (or `set-cookie:name`) and what of them is hidden. */
  readonly headers: ReadonlyMap<string, 'value' | 'everything'>;
  /** By path, e.g. `$.items[*].id`. */
  readonly json: ReadonlyMap<string, JsonPlace>;
  /** Lines of texts. */
  readonly lines: readonly LinePattern[];
  /** Where nothing of the body comes twice: the kinds of body that were seen. Null where the body is compared. */
  readonly body: ReadonlySet<Body['kind']> | null;
}

export const NOTHING_VOLATILE: VolatileParts = {
  statuses: new Set(),
  headers: new Map(),
  json: new Map(),
  lines: [],
  body: null,
};

/** One short text for each part; for people. */
export function describeVolatile({ statuses, headers, json, lines, body }: VolatileParts): string[] {
  return [
    ...(statuses.size > 0 ? [`status (${[...statuses].join(', ')})`] : []),
    ...[...headers.keys()].map((name) => `header:${name}`),
    ...[...json].map(([path, { hides, shape }]) => `${path} (${describePlace(hides, shape)})`),
    ...(lines.length > 0 ? [`${lines.length} ${lines.length === 1 ? 'line' : 'lines'} of text`] : []),
    ...(body === null ? [] : ['the whole body']),
  ];
}

function describePlace(hides: ReadonlySet<Hidden>, shape: Shape | null): string {
  if (hides.has('everything')) return 'not compared';
  const value = hides.has('value') && shape !== null ? [`any ${describeShape(shape)}`] : [];
  const others = [...hides].filter((hidden) => hidden !== 'value');
  return [...value, ...others].join(', ');
}
