// What the rounds at a constant rate say in words: the rate, how well it was kept, and a head that cannot keep up with it.
import { formatNumber } from '../../core/format/format-number.ts';
import { plural } from '../../core/format/plural.ts';
import { SIDES, type Side } from '../../core/side.ts';
import type { Observation } from '../measurement.ts';
import { MOST_IN_FLIGHT, SHARE_OF_PEAK, type ConstantRate, type RatePair } from './constant-rate.ts';
import { readRound, sustains } from './read-round.ts';
import { renderRounds } from './render-tables.ts';

const MOST = 0.5;

export function observeConstantRate(target: string, rate: ConstantRate): Observation[] {
  const { pairs, ratePerSec, shortfall } = rate;
  if (pairs.length === 0 && shortfall === null) return [];
  const evidence = {
    base: pairs.length === 0 ? null : renderRounds(pairs.map(({ base }) => base)),
    head: pairs.length === 0 ? null : renderRounds(pairs.map(({ head }) => head)),
  };
  const perSec = `${formatNumber(ratePerSec)} requests a second`;
  const overview: Observation = {
    kind: 'constant-rate',
    side: 'both',
    severity: 'note',
    title:
      pairs.length === 0
        ? `${target}: latency at a constant rate was not measured`
        : `${target} at a constant ${perSec}: ${plural(pairs.length, 'round')} on each side`,
    detail: [
      `Requests were due at a constant rate on both sides, at most ${Math.round(SHARE_OF_PEAK * 100)} % of base's peak, whether earlier ones were answered or not. Each is timed from the moment it was due, so a server that stalls makes all of them wait that come meanwhile. At most ${MOST_IN_FLIGHT} are on their way at once; the next one waits, and its wait counts.`,
      ...(shortfall === null ? [] : [`Not everything was measured: ${shortfall}.`]),
      ...SIDES.flatMap((side) => leftOut(side, pairs)),
    ].join('\n'),
    evidence,
    clues: [],
    location: null,
  };
  if (!isOverrun('head', pairs) || isOverrun('base', pairs)) return [overview];
  return [
    {
      kind: 'rate-not-sustained',
      side: 'head',
      severity: 'warning',
      title: `${target}: head cannot keep up with ${perSec}; base can`,
      detail: `Requests came in quicker than head answered them, in most of ${plural(pairs.length, 'round')}: its latency grows for as long as the load lasts, so the numbers depend on the length of a round.`,
      evidence,
      clues: [],
      location: null,
    },
    overview,
  ];
}

function isOverrun(side: Side, pairs: readonly RatePair[]): boolean {
  return pairs.filter((pair) => !sustains(pair[side])).length > MOST * pairs.length;
}

function leftOut(side: Side, pairs: readonly RatePair[]): string[] {
  const reasons = pairs.flatMap((pair) => readRound(pair[side]).leftOut ?? []);
  if (reasons.length === 0) return [];
  const numbers = `Numbers of ${reasons.length} of ${plural(pairs.length, 'round')} on ${side} were left out`;
  return [`${numbers}: ${[...new Set(reasons)].join('; ')}.`];
}
