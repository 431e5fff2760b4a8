// How the numbers of one route came about: how many rounds, how warm, how precise, and what went wrong on the way.
import { median } from '../../stats/quantile.ts';
import type { Observation } from '../measurement.ts';
import type { Control } from './control.ts';
import { cpuSource } from './cpu-rounds.ts';
import { ROUND_MS, WARM_UP_LIMIT_MS } from './plan-rounds.ts';
import type { RouteRecord } from './route-record.ts';

export function observeSampling(record: RouteRecord, control: Control, share: number | null): Observation {
  const { rounds, route, driverFailures: failures, failedStarts, sequence } = record;
  const failed =
    failures.length === 0 ? '' : `, ${failures.length} ${failures.length === 1 ? 'round' : 'rounds'} failed`;
  return {
    kind: 'sampling',
    side: 'both',
    severity: failures.length + failedStarts.length > 0 ? 'warning' : 'note',
    title: `${rounds.length} rounds of ${ROUND_MS / 1000} s over ${sequence.restarts} restarts, ${route.connections} connections${failed}`,
    detail: [
      ...(share === null ? [] : [`The route has ${Math.round(share * 100)} % of the weight of all routes.`]),
      lanesOf(record, control),
      warmUpOf(record),
      cpuSource(rounds) === 'counters'
        ? `CPU time was counted by the app's own Node processes, in microseconds.`
        : `CPU time was read from the process tree in ticks of 10 ms, over several rounds at once.`,
      ...endOf(record),
      ...failures,
      ...failedStarts.map((reason) => `A further restart failed. ${reason}`),
    ].join('\n'),
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  };
}

function lanesOf({ rounds }: RouteRecord, control: Control): string {
  const withControl = rounds.filter((round) => round.control !== undefined).length;
  const common =
    'were started afresh for each restart; each round loaded them one after the other, in random order';
  if (withControl === rounds.length) {
    return `Base, base once more (control) and head ${common}. What base and control differ by is noise.`;
  }
  const reach = withControl === 0 ? 'No round' : `Only ${withControl} rounds`;
  return `Base and head ${common}. ${reach} had a second process of base to tell noise by. ${control.obstacle ?? ''}`.trim();
}

function warmUpOf({ warmUps }: RouteRecord): string {
  const durations = warmUps.map(({ durationMs }) => durationMs);
  const unsettled = warmUps.filter(({ isSettled }) => !isSettled).length;
  const usual = seconds(median(durations) ?? 0);
  const took = `Warming up took ${usual} s of a process (${seconds(Math.max(0, ...durations))} s at most).`;
  if (unsettled === 0) return took;
  return `${took} In ${unsettled} of ${warmUps.length} processes the cost of a request had not settled when it ended (${WARM_UP_LIMIT_MS / 1000} s at most).`;
}

function endOf({ ranOutOfTime, sequence }: RouteRecord): string[] {
  const { confirmedFrom, restarts } = sequence;
  return [
    ...(ranOutOfTime ? ['The time was up before every question was settled.'] : []),
    ...(confirmedFrom === null
      ? []
      : [
          `A change was found after ${confirmedFrom} restarts; ${restarts - confirmedFrom} more confirm or refute it.`,
        ]),
  ];
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(1);
}
