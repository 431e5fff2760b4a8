// What two ladders say in words: where each side's knee and error point lie, and whether head gives up earlier.
import { formatDuration } from '../../core/format/format-duration.ts';
import { formatNumber } from '../../core/format/format-number.ts';
import { SIDES, type Side } from '../../core/side.ts';
import { median } from '../../stats/quantile.ts';
import type { Observation } from '../measurement.ts';
import type { Ladder, Ladders } from './climb.ts';
import { answeringWell, errorPoint } from './error-point.ts';
import { knee, peak } from './knee.ts';
import type { RepeatPair } from './repeat-peaks.ts';
import { CONNECTIONS } from './rung.ts';
import { renderLadder } from './render-tables.ts';

/** A fall of the peak below this is not told, however steady base is; beyond it, it must be so many times base's own spread. */
const LARGE_FALL = 0.2;
const TIMES_BASE_SPREAD = 2;
/** From this on the generator may be what is saturated. */
const GENERATOR_SATURATED = 0.9;

export interface LadderResult {
  /** As in the configuration. */
  readonly target: string;
  readonly ladders: Ladders;
  readonly repeats: readonly RepeatPair[];
}

export function observeLadder(result: LadderResult): Observation[] {
  const evidence = {
    base: renderLadder(result.ladders.base.rungs),
    head: renderLadder(result.ladders.head.rungs),
  };
  return [earlierError(result, evidence), fallenPeak(result, evidence), overview(result, evidence)].filter(
    (observation) => observation !== null,
  );
}

type Evidence = Observation['evidence'];

/** Where requests fail or the process dies, whichever comes first. */
function breaksAt({ rungs, diedAt }: Ladder): number | null {
  const point = errorPoint(rungs);
  return diedAt === null ? point : Math.min(diedAt, point ?? diedAt);
}

function earlierError({ target, ladders }: LadderResult, evidence: Evidence): Observation | null {
  const { base, head } = ladders;
  const [was, is] = [breaksAt(base), breaksAt(head)];
  // Base must have been seen to answer well at that rung.
  if (is === null || (was !== null && was <= is)) return null;
  if (!base.rungs.some(({ connections }) => connections === is)) return null;
  const how = head.diedAt === is ? 'its app dies' : 'more than 1 % of its requests fail';
  return {
    kind: 'error-point-earlier',
    side: 'head',
    severity: 'warning',
    title: `${target}: at ${is} connections ${how} on head; base ${was === null ? `answers well up to ${base.rungs.at(-1)?.connections}` : `lasts until ${was}`}`,
    detail: `${head.diedAt === is ? 'The process ended under this load.' : 'It failed in both of two stretches at that rung.'} Look for a limit that head reaches earlier: a smaller pool, a shorter time-out, a queue that refuses.`,
    evidence,
    clues: [],
    location: null,
  };
}

function fallenPeak({ target, repeats }: LadderResult, evidence: Evidence): Observation | null {
  const peaks = (side: Side): number[] => repeats.map((pair) => pair[side].highest.throughputPerSec);
  const [base, head] = [peaks('base'), peaks('head')];
  const [was, is] = [median(base), median(head)];
  if (was === null || is === null || was <= 0 || base.length < 2) return null;
  const fall = 1 - is / was;
  const spread = (Math.max(...base) - Math.min(...base)) / was;
  const isApart = Math.max(...head) < Math.min(...base);
  if (!isApart || fall < Math.max(LARGE_FALL, TIMES_BASE_SPREAD * spread)) return null;
  return {
    kind: 'peak-throughput-fell',
    side: 'head',
    severity: 'warning',
    title: `${target}: head answers at most ${formatNumber(is)} requests a second, base ${formatNumber(was)} (−${Math.round(fall * 100)} %)`,
    detail: `Medians of ${base.length} repetitions of each side's highest rung, side by side; base's own lie within ${formatNumber(spread * 100)} % of each other.`,
    evidence,
    clues: [],
    location: null,
  };
}

function overview(result: LadderResult, evidence: Evidence): Observation {
  const { target, ladders, repeats } = result;
  const knees = {
    base: knee(answeringWell(ladders.base.rungs)),
    head: knee(answeringWell(ladders.head.rungs)),
  };
  const tell = (side: Side): string => {
    const found = knees[side];
    if (found === null) return `unknown on ${side}`;
    return `at ${found.isReached ? '' : 'least '}${formatNumber(Math.round(found.connections))} on ${side}`;
  };
  return {
    kind: 'capacity-ladder',
    side: 'both',
    severity: 'note',
    title: `${target} by connections: knee ${tell('base')}, ${tell('head')}`,
    detail: [
      `Up to ${CONNECTIONS.at(-1)} connections, one request in flight on each, base and head next to each other on every rung. The knee is the peak throughput divided by that of one connection: as many requests as the server takes at once before more of them only wait.`,
      `Error point (more than 1 % of requests failed): ${SIDES.map((side) => `${breaksAt(ladders[side]) ?? 'none'} on ${side}`).join(', ')}.`,
      ...SIDES.flatMap((side) => sideNotes(side, ladders[side])),
      ...repeatNote(repeats),
    ].join('\n'),
    evidence,
    clues: [],
    location: null,
  };
}

function sideNotes(side: Side, { rungs, stopped, doubts }: Ladder): string[] {
  const highest = peak(answeringWell(rungs));
  const busy = highest?.generatorBusy ?? 0;
  return [
    ...(stopped === null ? [] : [`The ladder of ${side} ends early: ${stopped}.`]),
    ...doubts.map((doubt) => `On ${side} ${doubt}.`),
    ...(busy < GENERATOR_SATURATED
      ? []
      : [
          `The generator was at work ${Math.round(busy * 100)} % of the time at the peak of ${side} (p50 ${formatDuration(highest?.latencyMs?.p50 ?? 0)}): the peak may be the generator's, the server's is not lower.`,
        ]),
  ];
}

function repeatNote(repeats: readonly RepeatPair[]): string[] {
  if (repeats.length === 0)
    return ['There was no time to repeat the peak, so peak and knee are not compared.'];
  return [
    `Peak and knee in the table of metrics come from ${repeats.length} repetitions of the first and the highest rung.`,
  ];
}
