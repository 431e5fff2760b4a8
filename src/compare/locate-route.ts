// Finds the changed lines behind a slow route where its gauge had no clue: the handler by its path, else what it calls.
import type { Diff, Hunk } from '../change/diff.ts';
import type { Location } from '../core/location.ts';
import { type ChangedLine, changedLinesOf, wordsOf } from './changed-lines.ts';
import { causeWeight, isClient, isSql } from './cause-weight.ts';

/** `path` as configured, query string included, e.g. `/api/orders?page=2`. Null when no changed code mentions it. */
export function locateRoute(path: string, diff: Diff): Location | null {
  const route = path.replace(/[?#].*$/, '').toLowerCase();
  const name = routeWord(route);
  if (name === null) return null;
  const places = diff.files.flatMap(({ path: file, previousPath, hunks }) => {
    if (causeWeight(file) < 0.9 || isSql(file)) return [];
    const weight = isClient(file) ? 0.3 : 1;
    return hunks.map((hunk) => placeOf(hunk, { file, base: previousPath ?? file, weight }));
  });
  const mentions = places.map((place) => ({ place, score: mentionScore(place, { route, name }) }));
  const handler = best(mentions.filter(({ score }) => score >= CERTAIN));
  if (handler !== null) return spanOf(handler);
  const calling = mentions.filter(({ score }) => score > 0).map(({ place }) => place);
  const called = new Set(calling.flatMap((place) => calledNames(place, { route, name })));
  const callees = places.map((place) => ({ place, score: definesAny(place, called) ? place.weight : 0 }));
  const place =
    best(callees.filter(({ score }) => score > 0)) ?? best(mentions.filter(({ score }) => score > 0));
  return place === null ? null : spanOf(place);
}

interface Place {
  readonly file: string;
  readonly hunk: Hunk;
  readonly changed: readonly ChangedLine[];
  readonly weight: number;
}

function placeOf(
  hunk: Hunk,
  at: { readonly file: string; readonly base: string; readonly weight: number },
): Place {
  return {
    file: at.file,
    weight: at.weight,
    hunk,
    changed: changedLinesOf(hunk, { base: at.base, head: at.file }),
  };
}

interface RouteWords {
  readonly route: string;
  readonly name: string;
}

/** The last segment that names something: `/api/orders/42` is about orders. */
function routeWord(route: string): string | null {
  const words = route.split('/').filter((segment) => /^[a-z][a-z_-]*$/.test(segment) && segment !== 'api');
  return words.at(-1) ?? null;
}

/** From this score on the hunk itself belongs to the route; below, it only stands near it. */
const CERTAIN = 2;

/** Changed lines that name the route say most, then the file's name, its section, and last the lines around. */
function mentionScore({ file, hunk, changed, weight }: Place, { route, name }: RouteWords): number {
  const text = changed.map((line) => line.text.toLowerCase()).join('\n');
  const around = hunk.lines.join('\n').toLowerCase();
  const score =
    (text.includes(route) ? 3 : holdsName(text, name) ? 2 : 0) +
    (holdsName(file, name) ? 2 : 0) +
    (holdsName(hunk.section, name) ? 1.5 : 0) +
    (holdsName(around, name) ? 0.5 : 0);
  // What was only deleted seldom costs time.
  const added = changed.some(({ side }) => side === 'head');
  return changed.length === 0 ? 0 : score * weight * (added ? 1 : 0.5);
}

/** Whole word, or a part of a compound name, singular or plural: `createRecommendations`, `order_items`. */
function holdsName(text: string, name: string): boolean {
  const wanted = stem(name.replace(/[-_]/g, ''));
  const parts = text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_$]/g, ' ');
  return [...wordsOf(text), ...wordsOf(parts)].some((word) => stem(word) === wanted);
}

function stem(word: string): string {
  return word.length > 3 ? word.replace(/(ies|es|s|y|e)$/, '') : word;
}

function calledNames({ hunk }: Place, { route, name }: RouteWords): string[] {
  return hunk.lines
    .filter((line) => line.toLowerCase().includes(route) || holdsName(line.toLowerCase(), name))
    .flatMap((line) => [...line.matchAll(/([A-Za-z_$][\w$]*)\s*\(/g)].map(([, called]) => called ?? ''))
    .filter((called) => called.length > 2);
}

function definesAny({ hunk, changed }: Place, names: ReadonlySet<string>): boolean {
  if (changed.length === 0 || names.size === 0) return false;
  return [hunk.section, ...hunk.lines.map((line) => line.slice(1))].some((line) => {
    const defined =
      /(?:function\*?|const|let|def|fn|func)\s+([\w$]+)|^\s*(?:\w+\s+)?([\w$]+)\s*\([^)]*\)\s*\{/.exec(line);
    return names.has(defined?.[1] ?? defined?.[2] ?? '');
  });
}

function best(places: readonly { readonly place: Place; readonly score: number }[]): Place | null {
  const size = ({ changed }: Place): number => changed.filter(({ side }) => side === 'head').length;
  const sorted = places.toSorted(
    (one, other) => other.score - one.score || size(other.place) - size(one.place),
  );
  return sorted[0]?.place ?? null;
}

/** The longest run of added lines in the hunk, else of deleted ones. */
function spanOf({ changed }: Place): Location | null {
  for (const side of ['head', 'base'] as const) {
    const runs: ChangedLine[][] = [];
    for (const line of changed.filter((changedLine) => changedLine.side === side)) {
      const run = runs.at(-1);
      if (run?.at(-1)?.line === line.line - 1) run.push(line);
      else runs.push([line]);
    }
    const longest = runs.toSorted((one, other) => other.length - one.length)[0];
    const [first, last] = [longest?.[0], longest?.at(-1)];
    if (first !== undefined && last !== undefined)
      return { path: first.path, line: first.line, endLine: last.line, side };
  }
  return null;
}
