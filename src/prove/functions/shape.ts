// What a parameter is likely to be, read from how it is used: enough to make up inputs that go through the code and not past it.

export type Shape =
  | { readonly kind: 'any' | 'number' | 'integer' | 'string' | 'boolean' | 'json' | 'sequence' }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'dictionary'; readonly value: Shape }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Shape>> }
  /** Nothing of the kind can be made up: a function, a Map, an instance of a class. */
  | { readonly kind: 'unknown'; readonly why: string };

export const ANY: Shape = { kind: 'any' };

/** What is both: the more telling of the two, and where they contradict each other anything. */
export function mergeShapes(one: Shape, other: Shape): Shape {
  if (one.kind === 'unknown' || other.kind === 'any') return one;
  if (other.kind === 'unknown' || one.kind === 'any') return other;
  if (one.kind === 'list' && other.kind === 'list')
    return { kind: 'list', item: mergeShapes(one.item, other.item) };
  if (one.kind === 'dictionary' && other.kind === 'dictionary')
    return { kind: 'dictionary', value: mergeShapes(one.value, other.value) };
  if (one.kind === 'record' && other.kind === 'record') {
    const fields = { ...one.fields };
    for (const [name, shape] of Object.entries(other.fields))
      fields[name] = mergeShapes(fields[name] ?? ANY, shape);
    return { kind: 'record', fields };
  }
  if (one.kind === other.kind) return one;
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    // Whatever is taken apart into bits or counted by is meant whole.
    if (first.kind === 'integer' && second.kind === 'number') return first;
    // Texts and lists have lengths and are walked through alike; a text is also what JSON stands in.
    if (first.kind === 'sequence' && (second.kind === 'string' || second.kind === 'list')) return second;
    if (first.kind === 'json' && second.kind === 'string') return first;
    if (first.kind === 'list' && (second.kind === 'number' || second.kind === 'boolean')) return first;
    if (first.kind === 'record' && second.kind === 'dictionary') return first;
    if (first.kind === 'list' && second.kind === 'dictionary') return first;
  }
  return one.kind === 'boolean' ? other : one;
}

/** Why no input can be made up; null where one can. */
export function whyUnknown(shape: Shape): string | null {
  if (shape.kind === 'unknown') return shape.why;
  if (shape.kind === 'list') return whyUnknown(shape.item);
  if (shape.kind === 'dictionary') return whyUnknown(shape.value);
  if (shape.kind !== 'record') return null;
  return (
    Object.values(shape.fields)
      .map(whyUnknown)
      .find((why) => why !== null) ?? null
  );
}
