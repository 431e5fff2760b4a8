// Where JSON answers of the same code differ, and what all of them are made of there.
import { canonical, isList, isObject, itemPath, type Json, type JsonObject, keyPath } from './json-value.ts';
import { mergeShapes, type Shape, shapeOf } from './shape.ts';
import type { Hidden, JsonPlace } from './volatile-parts.ts';

/** Each group holds answers that should be equal. */
export function learnJson(groups: readonly (readonly Json[])[]): Map<string, JsonPlace> {
  const hides = new Map<string, Set<Hidden>>();
  const hide = (path: string, hidden: Hidden): void => {
    hides.set(path, (hides.get(path) ?? new Set()).add(hidden));
  };
  for (const values of groups) learnAt(values, '$', hide);
  if (hides.size === 0) return new Map();
  const shapes = new Map<string, Shape>();
  const keep = (path: string, value: Json): void => {
    if (!hides.has(path)) return;
    const before = shapes.get(path);
    shapes.set(path, before ? mergeShapes([before, shapeOf(value)]) : shapeOf(value));
  };
  // All values at a path, the steady ones too: the elements of a list share theirs.
  for (const value of groups.flat()) visit(value, '$', keep);
  return new Map(
    [...hides].map(([path, hidden]) => [path, { hides: hidden, shape: shapes.get(path) ?? null }]),
  );
}

type Hide = (path: string, hidden: Hidden) => void;

function learnAt(values: readonly Json[], path: string, hide: Hide): void {
  const texts = new Set(values.map(canonical));
  if (texts.size <= 1) return;
  if (values.every(isList)) learnLists(values, path, hide);
  else if (values.every(isObject)) learnObjects(values, path, hide);
  else hide(path, 'value');
}

function learnLists(lists: readonly (readonly Json[])[], path: string, hide: Hide): void {
  const [first = []] = lists;
  if (lists.some(({ length }) => length !== first.length)) {
    hide(path, 'value');
    return;
  }
  if (new Set(lists.map((list) => list.map(canonical).toSorted().join())).size === 1) {
    hide(path, 'order');
    return;
  }
  for (const index of first.keys()) {
    learnAt(
      lists.flatMap((list) => list.slice(index, index + 1)),
      itemPath(path),
      hide,
    );
  }
}

function learnObjects(objects: readonly JsonObject[], path: string, hide: Hide): void {
  const keys = [...new Set(objects.flatMap((value) => Object.keys(value)))];
  const most = Math.max(...objects.map((value) => Object.keys(value).length));
  // Names that replace each other are data, like the ids of a map.
  if (keys.length > most) {
    hide(path, 'value');
    return;
  }
  for (const key of keys) {
    const held = objects.flatMap((value) => (Object.hasOwn(value, key) ? [value[key] ?? null] : []));
    if (held.length < objects.length) hide(keyPath(path, key), 'presence');
    else learnAt(held, keyPath(path, key), hide);
  }
}

function visit(value: Json, path: string, keep: (path: string, value: Json) => void): void {
  keep(path, value);
  if (isList(value)) for (const item of value) visit(item, itemPath(path), keep);
  else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) visit(inner, keyPath(path, key), keep);
  }
}
