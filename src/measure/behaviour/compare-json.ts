// Where two JSON values differ by structure: keys in any order, lists in order, each kind of place told once.
import { difference, type Difference } from './difference.ts';
import { canonical, isList, isObject, itemPath, type Json, keyPath } from './json-value.ts';
import { isHidden } from './normalise.ts';
import { kindOf } from './shape.ts';

const MOST_DIFFERENCES = 100;

export function compareJson(base: Json, head: Json): Difference[] {
  const found = new Map<string, Difference>();
  walk({ base, head, path: '$' }, (seen) => {
    if (!found.has(seen.key) && found.size < MOST_DIFFERENCES) found.set(seen.key, seen);
  });
  return [...found.values()];
}

interface Pair {
  readonly base: Json;
  readonly head: Json;
  readonly path: string;
}

type Report = (difference: Difference) => void;

function walk({ base, head, path }: Pair, report: Report): void {
  if (isList(base) && isList(head)) compareLists(base, head, { path, report });
  else if (isObject(base) && isObject(head)) compareObjects(base, head, { path, report });
  else if (base !== head) {
    const isOtherType = typeOf(base) !== typeOf(head) || isHidden(base) !== isHidden(head);
    report(told({ base, head, path }, isOtherType ? 'type' : 'changed'));
  }
}

function compareLists(
  base: readonly Json[],
  head: readonly Json[],
  { path, report }: { readonly path: string; readonly report: Report },
): void {
  const isLonger = base.length !== head.length;
  if (isLonger) {
    const items = (list: readonly Json[]) => `${list.length} ${list.length === 1 ? 'item' : 'items'}`;
    report(difference({ part: 'body', place: path, change: 'length', base: items(base), head: items(head) }));
  } else {
    const texts = [base.map(canonical), head.map(canonical)] as const;
    if (texts[0].join() === texts[1].join()) return;
    if (texts[0].toSorted().join() === texts[1].toSorted().join()) {
      report(told({ base, head, path }, 'order'));
      return;
    }
  }
  // Behind an item that came or went all others are shifted: only what each item is made of can be compared.
  const within: Report = isLonger ? (seen) => seen.change !== 'changed' && report(seen) : report;
  for (const [index, item] of base.slice(0, head.length).entries()) {
    const other = head[index];
    if (other !== undefined) walk({ base: item, head: other, path: itemPath(path) }, within);
  }
}

function compareObjects(
  base: Readonly<Record<string, Json>>,
  head: Readonly<Record<string, Json>>,
  { path, report }: { readonly path: string; readonly report: Report },
): void {
  for (const [key, value] of Object.entries(base)) {
    const place = keyPath(path, key);
    const other = Object.hasOwn(head, key) ? head[key] : undefined;
    if (other === undefined) report(told({ base: value, head: null, path: place }, 'missing'));
    else walk({ base: value, head: other, path: place }, report);
  }
  for (const [key, value] of Object.entries(head)) {
    if (!Object.hasOwn(base, key))
      report(told({ base: null, head: value, path: keyPath(path, key) }, 'added'));
  }
}

function told({ base, head, path }: Pair, change: Difference['change']): Difference {
  const [one, other] =
    change === 'type' ? [withKind(base), withKind(head)] : [canonical(base), canonical(head)];
  return difference({ part: 'body', place: path, change, base: one, head: other });
}

function withKind(value: Json): string {
  return isHidden(value) || value === null ? canonical(value) : `${kindOf(value)} ${canonical(value)}`;
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'list' : typeof value;
}
