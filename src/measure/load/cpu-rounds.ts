// CPU time per request, from the finer of two clocks: what the app's own Node processes count in microseconds, where that is
// (nearly) all its process tree spends, else the ticks of the tree, several rounds at once.
import type { Round } from '../measurement.ts';
import { LANES, type Lane } from './lane.ts';
import type { LaneRound } from './load-series.ts';
import type { SideRound } from './send-load.ts';

type CpuSource = 'counters' | 'process-tree';

/** Where the Node processes spent less than this share, another program of the app works too. */
const LEAST_SHARE = 0.8;
/** A tick of 10 ms is 2 % of this. */
const RESOLVED_MS = 500;

/** One source for all rounds: two clocks are not compared. */
export function cpuSource(rounds: readonly LaneRound[]): CpuSource {
  for (const lane of LANES) {
    const sent = rounds.flatMap((round) => round[lane] ?? []);
    if (sent.some(({ counters }) => counters == null)) return 'process-tree';
    const countedMs = sum(sent, ({ counters }) => counters?.cpuMs ?? 0);
    if (countedMs < LEAST_SHARE * sum(sent, ({ cpuMs }) => cpuMs)) return 'process-tree';
  }
  return rounds.length === 0 ? 'process-tree' : 'counters';
}

export function cpuRounds(rounds: readonly LaneRound[]): Round[] {
  if (cpuSource(rounds) === 'counters') {
    return rounds.map((round) => roundOf([round], ({ counters }) => counters?.cpuMs ?? 0));
  }
  return groups(rounds).map((group) => roundOf(group, ({ cpuMs }) => cpuMs));
}

/** Consecutive rounds of one restart, so many that ticks no longer matter on any process; what is left over joins the last. */
function groups(rounds: readonly LaneRound[]): LaneRound[][] {
  const grouped: LaneRound[][] = [];
  for (const restart of Map.groupBy(rounds, (round) => round.restart).values()) {
    let open: LaneRound[] = [];
    const closed: LaneRound[][] = [];
    for (const round of restart) {
      open.push(round);
      if (!isResolved(open)) continue;
      closed.push(open);
      open = [];
    }
    const last = closed.at(-1);
    if (last === undefined) closed.push(open);
    else last.push(...open);
    grouped.push(...closed);
  }
  return grouped;
}

function isResolved(group: readonly LaneRound[]): boolean {
  return LANES.every((lane) => {
    const sent = group.flatMap((round) => round[lane] ?? []);
    return sent.length === 0 || sum(sent, ({ cpuMs }) => cpuMs) >= RESOLVED_MS;
  });
}

function roundOf(group: readonly LaneRound[], cpuMs: (round: SideRound) => number): Round {
  const perRequest = (lane: Lane): number | null => {
    const sent = group.flatMap((round) => round[lane] ?? []);
    const served = sum(sent, (round) => round.served);
    return served === 0 ? null : sum(sent, cpuMs) / served;
  };
  const { restart = 0 } = group[0] ?? {};
  const pair = { restart, base: perRequest('base'), head: perRequest('head') };
  return group.some(({ control }) => control !== undefined)
    ? { ...pair, control: perRequest('control') }
    : pair;
}

function sum(rounds: readonly SideRound[], read: (round: SideRound) => number): number {
  return rounds.reduce((total, round) => total + read(round), 0);
}
