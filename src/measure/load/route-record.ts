// What is known of one route so far, and the measurement it becomes.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import type { Side } from '../../core/side.ts';
import { median } from '../../stats/quantile.ts';
import type { Capacity } from '../capacity/measure-capacity.ts';
import type { Environment } from '../environment.ts';
import type { Measurement, Observation, Outcome, Series, Unmeasured } from '../measurement.ts';
import type { TracedRepeats } from '../n-plus-one/trace-repeats.ts';
import { newSequence, withConfirmation, type Sequence } from '../sequence.ts';
import type { QueryCount } from './count-queries.ts';
import type { Lane } from './lane.ts';
import { failureRatio, loadSeries, type LaneRound } from './load-series.ts';
import { repeatedStatements } from './repeated-statements.ts';

/** How one fresh process got warm on the route. */
export interface WarmUp {
  readonly lane: Lane;
  readonly durationMs: number;
  /** False where the cost of a request still moved when the time for it was up. */
  readonly isSettled: boolean;
}

export interface RouteRecord {
  readonly route: RouteTarget;
  /** Of complete restarts. */
  readonly rounds: LaneRound[];
  /** How far the question of this route is settled. */
  sequence: Sequence;
  /** True where the time ended it, not an answer. */
  ranOutOfTime: boolean;
  readonly warmUps: WarmUp[];
  readonly observations: Observation[];
  queries: { readonly base: QueryCount; readonly head: QueryCount } | null;
  /** Lines and growth of what head repeats anew; null where it repeats nothing. */
  traced: TracedRepeats | null;
  /** Null where it was not asked for, or not found. */
  capacity: Capacity | null;
  /** Rounds the load driver gave no figures for: how it failed. */
  readonly driverFailures: string[];
  /** Why a later restart did not start, where those before it were enough. */
  readonly failedStarts: string[];
  /** Set as soon as the route is given up; nothing more is sent to it. */
  unmeasured: Unmeasured | null;
  durationMs: number;
  /** Single requests come first, once. */
  isProbed: boolean;
}

/** Base must answer well for a comparison to mean anything; a rate limit shows only under load. */
const TOLERATED_FAILURES_ON_BASE = 0.5;

export function newRecord(route: RouteTarget): RouteRecord {
  return {
    route,
    rounds: [],
    sequence: newSequence(),
    ranOutOfTime: false,
    warmUps: [],
    observations: [],
    queries: null,
    traced: null,
    capacity: null,
    driverFailures: [],
    failedStarts: [],
    unmeasured: null,
    durationMs: 0,
    isProbed: false,
  };
}

export function toMeasurement(
  record: RouteRecord,
  environment: Environment,
  sampling: Observation | null,
): Measurement {
  return {
    document: 'measurement',
    version: 1,
    gate: 'load',
    target: routeName(record.route),
    environment,
    durationMs: record.durationMs,
    outcome: outcomeOf(record, sampling),
    artifacts: [...(record.capacity?.artifacts ?? [])],
  };
}

function outcomeOf(record: RouteRecord, sampling: Observation | null): Outcome {
  if (record.unmeasured !== null) return record.unmeasured;
  const baseFailures = failuresOn(record, 'base');
  if (baseFailures === null || baseFailures > TOLERATED_FAILURES_ON_BASE) {
    return {
      status: 'unmeasured',
      reason:
        baseFailures === null
          ? `${routeName(record.route)} answered nothing under load on base.`
          : `${routeName(record.route)} failed for ${Math.round(baseFailures * 100)} % of the requests under load on base, though it answers a single one.`,
      mend: 'Switch off rate limiting for the measured app (`app.env`), or lower `connections` of the route.',
      causedByHead: false,
    };
  }
  if (failuresOn(record, 'head') === null) {
    return {
      status: 'unmeasured',
      reason: `${routeName(record.route)} answered nothing under load on head; it does on base.`,
      mend: 'Load the route on head by hand and mend what keeps it waiting.',
      causedByHead: record.driverFailures.length === 0,
    };
  }
  const queries = record.queries;
  return {
    status: 'measured',
    series: [
      ...(queries === null ? [] : [querySeries(queries)]),
      ...withConfirmation(loadSeries(record.rounds), record.sequence),
      ...(record.capacity?.series ?? []),
    ],
    observations: [
      ...record.observations,
      ...(queries === null ? [] : repeatedStatements(record.route, queries, record.traced)),
      ...(record.capacity?.observations ?? []),
      ...(sampling === null ? [] : [sampling]),
    ],
  };
}

/** The usual share of failed requests; null where no round had any request. */
function failuresOn({ rounds }: RouteRecord, side: Side): number | null {
  return median(
    rounds.flatMap(({ [side]: round }) => {
      return round === null ? [] : (failureRatio(round) ?? []);
    }),
  );
}

function querySeries(queries: NonNullable<RouteRecord['queries']>): Series {
  return {
    metric: 'queries-per-request',
    rounds: queries.base.perRequest.map((base, index) => ({
      restart: 0,
      base,
      head: queries.head.perRequest[index] ?? null,
    })),
  };
}
