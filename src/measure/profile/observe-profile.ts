// What two profiles of a route say in words: the changed function that costs it, growth elsewhere, the hottest functions.
import type { Observation } from '../measurement.ts';
import { blameLine } from './blame-line.ts';
import type { ProfileComparison, Suspect } from './compare-profiles.ts';
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
  const overview = overviewOf(route, evidence);
  const grownCost = comparison.headCost - comparison.baseCost;
  const guilty = comparison.suspects.find(({ isChanged }) => isChanged);
  if (
    guilty !== undefined &&
    comparison.changeHasGrown &&
    comparison.changedCost >= LARGER_PART * grownCost
  ) {
    return [guiltyFunction(guilty, route, evidence), overview];
  }
  return comparison.hasGrown ? [growthElsewhere(route, evidence), overview] : [overview];
}

function guiltyFunction(
  suspect: Suspect,
  { target, comparison, how }: ProfiledRoute,
  evidence: Observation['evidence'],
): Observation {
  const { fn, baseCost, headCost, grownCost } = suspect;
  const { format, kinds, noun, spent } = comparison.resource;
  const callees = grownCallees(suspect);
  const location = blameLine(suspect);
  const at = location === null ? `${fn.path}` : `${location.path}:${location.line}`;
  const others = comparison.suspects.filter(
    (other) => other.isChanged && other !== suspect && other.grownCost >= 0.1 * grownCost,
  );
  return {
    kind: kinds.function,
    side: 'head',
    severity: 'warning',
    title: `${fn.name} (${at}), changed here, +${format(grownCost)} of the +${format(comparison.headCost - comparison.baseCost)} ${noun} per request of ${target}`,
    detail: [
      `${fn.name} and what it calls took ${format(baseCost)} ${spent} per request on base and ${format(headCost)} on head; the whole route went from ${format(comparison.baseCost)} to ${format(comparison.headCost)}.`,
      ...(callees.length === 0 ? [] : [`It is spent in ${list(callees)} as well, called from there.`]),
      ...newCallers(suspect),
      ...(others.length === 0
        ? []
        : [
            `Also changed here and dearer: ${list(others.map((other) => `${label(other.fn)} +${format(other.grownCost)}`))}.`,
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
  const { format, kinds, spent } = comparison.resource;
  const grown = comparison.suspects.filter(({ grownCost }) => grownCost > 0).slice(0, SHOWN_CALLEES);
  return {
    kind: kinds.elsewhere,
    side: 'head',
    severity: 'note',
    title: `${target} takes ${format(comparison.headCost - comparison.baseCost)} more ${spent} per request, most of it in functions that this diff does not touch`,
    detail: `${format(comparison.baseCost)} on base, ${format(comparison.headCost)} on head. What grew most: ${list(grown.map((one) => `${label(one.fn)} +${format(one.grownCost)}${one.isChanged ? ', changed here' : ''}`))}. Look at what they are given: data, configuration, versions of packages. ${how}`,
    evidence,
    clues: grown.map(({ fn }) => fn.name),
    location: null,
  };
}

function overviewOf(
  { target, comparison, how }: ProfiledRoute,
  evidence: Observation['evidence'],
): Observation {
  const { format, kinds, noun } = comparison.resource;
  const hottest = [...functionRows(comparison.head).values()]
    .toSorted((one, other) => other.selfCost - one.selfCost)
    .slice(0, SHOWN_CALLEES)
    .map(({ fn, selfCost }) => `${label(fn)} ${format(selfCost)}`);
  return {
    kind: kinds.overview,
    side: 'both',
    severity: 'note',
    title: `${target}: ${format(comparison.baseCost)} ${noun} per request, as profiled, on base, ${format(comparison.headCost)} on head`,
    detail: `Most of it on head: ${list(hottest)}. ${how}`,
    evidence,
    clues: [],
    location: null,
  };
}

function grownCallees(suspect: Suspect): string[] {
  return grownFunctions(suspect).map((fn) => (fn.name === COLLECTOR ? 'garbage collection' : label(fn)));
}

/** A function that hardly ran on base is dear because somebody calls it now. */
function newCallers({ baseCost, headCost, head }: Suspect): string[] {
  if (head === null || baseCost > HARDLY * headCost) return [];
  const [caller] = [...head.callers.values()].toSorted((one, other) => other.cost - one.cost);
  return caller === undefined
    ? []
    : [`On head it is called from ${label(caller.fn)}; on base it hardly ran.`];
}

/** Those that answer for a tenth of the growth or more, most first. */
function grownFunctions({ head, base, grownCost }: Suspect): ProfiledFunction[] {
  return [...(head?.callees.values() ?? [])]
    .map(({ fn, cost }) => ({ fn, cost: cost - (base?.callees.get(fn.key)?.cost ?? 0) }))
    .filter(({ cost }) => cost >= 0.1 * grownCost)
    .toSorted((one, other) => other.cost - one.cost)
    .slice(0, SHOWN_CALLEES)
    .map(({ fn }) => fn);
}

function list(words: readonly string[]): string {
  if (words.length === 0) return 'nothing that stands out';
  return words.length === 1 ? `${words[0]}` : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
