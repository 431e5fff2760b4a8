// What two profiles of a route say in words: the changed function that burns the time, growth elsewhere, the hottest functions.
import type { Observation } from '../measurement.ts';
import { blameLine } from './blame-line.ts';
import type { ProfileComparison, Suspect } from './compare-profiles.ts';
import { formatMs } from './format-ms.ts';
import { COLLECTOR, type ProfiledFunction } from './profiled-function.ts';
import { functionRows, label, renderTables } from './render-table.ts';

export interface ProfiledRoute {
  /** As in the configuration. */
  readonly target: string;
  readonly comparison: ProfileComparison;
  /** How it was measured, as a sentence. */
  readonly how: string;
}

/** The changed functions must answer for the larger part of the growth. */
const LARGER_PART = 0.5;
const SHOWN_CALLEES = 3;
/** Share of head's time below which a function hardly ran on base. */
const HARDLY = 0.02;

export function observeProfile(route: ProfiledRoute): Observation[] {
  const { comparison } = route;
  const changed = new Set(comparison.suspects.filter(({ isChanged }) => isChanged).map(({ fn }) => fn.key));
  const evidence = renderTables(comparison, changed);
  const overview = hotFunctions(route, evidence);
  const grownMs = comparison.headMs - comparison.baseMs;
  const guilty = comparison.suspects.find(({ isChanged }) => isChanged);
  if (guilty !== undefined && comparison.changeHasGrown && comparison.changedMs >= LARGER_PART * grownMs) {
    return [hotFunction(guilty, route, evidence), overview];
  }
  return comparison.hasGrown ? [growthElsewhere(route, evidence), overview] : [overview];
}

function hotFunction(
  suspect: Suspect,
  { target, comparison, how }: ProfiledRoute,
  evidence: Observation['evidence'],
): Observation {
  const { fn, baseMs, headMs, grownMs } = suspect;
  const callees = grownCallees(suspect);
  const location = blameLine(suspect);
  const at = location === null ? `${fn.path}` : `${location.path}:${location.line}`;
  const others = comparison.suspects.filter(
    (other) => other.isChanged && other !== suspect && other.grownMs >= 0.1 * grownMs,
  );
  return {
    kind: 'hot-function',
    side: 'head',
    severity: 'warning',
    title: `${fn.name} (${at}), changed here, +${formatMs(grownMs)} of the +${formatMs(comparison.headMs - comparison.baseMs)} CPU per request of ${target}`,
    detail: [
      `${fn.name} and what it calls took ${formatMs(baseMs)} of CPU per request on base and ${formatMs(headMs)} on head; the whole route went from ${formatMs(comparison.baseMs)} to ${formatMs(comparison.headMs)}.`,
      ...(callees.length === 0 ? [] : [`It is spent in ${list(callees)} as well, called from there.`]),
      ...newCallers(suspect),
      ...(others.length === 0
        ? []
        : [
            `Also changed here and slower: ${list(others.map((other) => `${label(other.fn)} +${formatMs(other.grownMs)}`))}.`,
          ]),
      how,
    ].join(' '),
    evidence,
    clues: [fn.name, ...grownFunctions(suspect).map(({ name }) => name)],
    location,
  };
}

function growthElsewhere(
  { target, comparison, how }: ProfiledRoute,
  evidence: Observation['evidence'],
): Observation {
  const grown = comparison.suspects.filter(({ grownMs }) => grownMs > 0).slice(0, SHOWN_CALLEES);
  return {
    kind: 'cpu-growth-elsewhere',
    side: 'head',
    severity: 'note',
    title: `${target} takes ${formatMs(comparison.headMs - comparison.baseMs)} more CPU per request, most of it in functions that this diff does not touch`,
    detail: `${formatMs(comparison.baseMs)} on base, ${formatMs(comparison.headMs)} on head. What grew most: ${list(grown.map((one) => `${label(one.fn)} +${formatMs(one.grownMs)}${one.isChanged ? ', changed here' : ''}`))}. Look at what they are given: data, configuration, versions of packages. ${how}`,
    evidence,
    clues: grown.map(({ fn }) => fn.name),
    location: null,
  };
}

function hotFunctions(
  { target, comparison, how }: ProfiledRoute,
  evidence: Observation['evidence'],
): Observation {
  const hottest = [...functionRows(comparison.head).values()]
    .toSorted((one, other) => other.selfMs - one.selfMs)
    .slice(0, SHOWN_CALLEES)
    .map(({ fn, selfMs }) => `${label(fn)} ${formatMs(selfMs)}`);
  return {
    kind: 'hot-functions',
    side: 'both',
    severity: 'note',
    title: `${target}: ${formatMs(comparison.baseMs)} of profiled CPU per request on base, ${formatMs(comparison.headMs)} on head`,
    detail: `Most of it on head: ${list(hottest)}. ${how}`,
    evidence,
    clues: [],
    location: null,
  };
}

function grownCallees(suspect: Suspect): string[] {
  return grownFunctions(suspect).map((fn) => (fn.name === COLLECTOR ? 'garbage collection' : label(fn)));
}

/** A function that hardly ran on base is slow because somebody calls it now. */
function newCallers({ baseMs, headMs, head }: Suspect): string[] {
  if (head === null || baseMs > HARDLY * headMs) return [];
  const [caller] = [...head.callers.values()].toSorted((one, other) => other.ms - one.ms);
  return caller === undefined
    ? []
    : [`On head it is called from ${label(caller.fn)}; on base it hardly ran.`];
}

/** Those that answer for a tenth of the growth or more, most first. */
function grownFunctions({ head, base, grownMs }: Suspect): ProfiledFunction[] {
  return [...(head?.callees.values() ?? [])]
    .map(({ fn, ms }) => ({ fn, ms: ms - (base?.callees.get(fn.key)?.ms ?? 0) }))
    .filter(({ ms }) => ms >= 0.1 * grownMs)
    .toSorted((one, other) => other.ms - one.ms)
    .slice(0, SHOWN_CALLEES)
    .map(({ fn }) => fn);
}

function list(words: readonly string[]): string {
  if (words.length === 0) return 'nothing that stands out';
  return words.length === 1 ? `${words[0]}` : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
