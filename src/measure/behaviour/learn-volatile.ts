// Learns what is volatile from answers of the same code to the same request: whatever differs between them is no change's doing.
import { align } from './align.ts';
import type { Answer, Body } from './answer.ts';
import { compareAnswers } from './compare-answers.ts';
import type { Difference } from './difference.ts';
import { learnJson } from './learn-json.ts';
import { type LinePattern, patternOf } from './line-pattern.ts';
import { NOTHING_VOLATILE, type JsonPlace, type VolatileParts } from './volatile-parts.ts';

/** Answers to one request, asked at the same point of the same sequence of requests. */
export function learnVolatile(
  answersOfBase: readonly Answer[],
  answersOfControl: readonly Answer[],
): VolatileParts {
  return learnFromGroups([[...answersOfBase, ...answersOfControl]]);
}

/** A group holds answers that should be equal; what one group shows to be volatile is so in all of them. */
export function learnFromGroups(groups: readonly (readonly Answer[])[]): VolatileParts {
  const learned = learn(groups);
  const surprises = groups.flatMap((group, index) => surprisesOf(groups, group, index));
  const widened = surprises.reduce(widen, learned);
  const isSettled = groups.every((group) => explains(widened, group));
  return isSettled ? widened : { ...widened, body: kindsOf(groups) };
}

function learn(groups: readonly (readonly Answer[])[]): VolatileParts {
  const statuses = groups.map((group) => new Set(group.map(({ status }) => status)));
  const all = new Set(groups.flat().map(({ status }) => status));
  const parts = {
    ...NOTHING_VOLATILE,
    statuses: statuses.some(({ size }) => size > 1) ? all : NOTHING_VOLATILE.statuses,
    headers: learnHeaders(groups),
  };
  if (groups.some((group) => !isOneKind(group))) return { ...parts, body: kindsOf(groups) };
  return {
    ...parts,
    json: learnJson(
      groups.map((group) => group.flatMap(({ body }) => (body.kind === 'json' ? [body.value] : []))),
    ),
    lines: groups.flatMap((group) =>
      learnLines(group.flatMap(({ body }) => (body.kind === 'text' ? [body.lines] : []))),
    ),
  };
}

/** What an answer brings that could not be learned from all the others: there the next one may bring anything. */
function surprisesOf(
  groups: readonly (readonly Answer[])[],
  group: readonly Answer[],
  index: number,
): readonly Difference[] {
  if (group.length < 3 || explains(NOTHING_VOLATILE, group)) return [];
  return group.flatMap((answer, left) => {
    const rest = group.toSpliced(left, 1);
    const before = learn(groups.with(index, rest));
    return compareAnswers(rest[0] ?? null, answer, before).filter(
      ({ change }) => change === 'type' || change === 'missing' || change === 'added',
    );
  });
}

function widen(parts: VolatileParts, { part, place }: Difference): VolatileParts {
  if (part === 'header') return { ...parts, headers: new Map(parts.headers).set(place, 'everything') };
  if (part !== 'body' || !place.startsWith('$')) return parts;
  const anything: JsonPlace = { hides: new Set(['everything']), shape: null };
  return { ...parts, json: new Map(parts.json).set(place, anything) };
}

function explains(parts: VolatileParts, [first, ...others]: readonly Answer[]): boolean {
  return first === undefined || others.every((other) => compareAnswers(first, other, parts).length === 0);
}

function learnHeaders(groups: readonly (readonly Answer[])[]): VolatileParts['headers'] {
  const learned = new Map<string, 'value' | 'everything'>();
  for (const group of groups) {
    for (const name of new Set(group.flatMap(({ headers }) => [...headers.keys()]))) {
      const values = new Set(group.map(({ headers }) => headers.get(name)));
      if (values.has(undefined) && values.size > 1) learned.set(name, 'everything');
      else if (values.size > 1 && !learned.has(name)) learned.set(name, 'value');
    }
  }
  return learned;
}

/** Lines that belong together in all texts; where lines come and go nothing is learned, and the whole text is volatile. */
function learnLines(texts: readonly (readonly string[])[]): LinePattern[] {
  const [first = [], ...others] = texts;
  const variants = new Map<number, Set<string>>();
  for (const other of others) {
    for (const { baseStart, baseEnd, headStart, headEnd } of align(first, other)) {
      if (baseEnd - baseStart !== headEnd - headStart) continue;
      for (let line = baseStart; line < baseEnd; line += 1) {
        const seen = variants.get(line) ?? new Set([first[line] ?? '']);
        variants.set(line, seen.add(other[headStart + line - baseStart] ?? ''));
      }
    }
  }
  return [...variants.values()].flatMap((lines) => patternOf([...lines]) ?? []);
}

function isOneKind(group: readonly Answer[]): boolean {
  const [first] = group;
  return group.every(({ body }) => body.kind === first?.body.kind && isSameBinary(body, first.body));
}

function isSameBinary(one: Body, other: Body): boolean {
  return one.kind !== 'binary' || other.kind !== 'binary' || one.sha256 === other.sha256;
}

function kindsOf(groups: readonly (readonly Answer[])[]): ReadonlySet<Body['kind']> {
  return new Set(groups.flat().map(({ body }) => body.kind));
}
