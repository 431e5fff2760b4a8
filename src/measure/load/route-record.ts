// What is known of one route so far, and the measurement it becomes.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import type { Side } from '../../core/side.ts';
import { median } from '../../stats/quantile.ts';
import type { Environment } from '../environment.ts';
import type { Measurement, Observation, Outcome, Series, Unmeasured } from '../measurement.ts';
import type { QueryCount } from './count-queries.ts';
import { failureRatio, loadSeries, type LoadPair } from './load-series.ts';
import { repeatedStatements } from './repeated-statements.ts';

export interface RouteRecord {
  readonly route: RouteTarget;
  readonly pairs: LoadPair[];
  readonly observations: Observation[];
  queries: { readonly base: QueryCount; readonly head: QueryCount } | null;
  /** Rounds the load driver gave no figures for: how it failed. */
  readonly driverFailures: string[];
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
    pairs: [],
    observations: [],
    queries: null,
    driverFailures: [],
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
    artifacts: [],
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
    series: [...loadSeries(record.pairs), ...(queries === null ? [] : [querySeries(queries)])],
    observations: [
      ...record.observations,
      ...(queries === null ? [] : repeatedStatements(record.route, queries)),
      ...(sampling === null ? [] : [sampling]),
    ],
  };
}

/** The usual share of failed requests; null where no round had any request. */
function failuresOn({ pairs }: RouteRecord, side: Side): number | null {
  return median(
    pairs.flatMap((pair) => {
      const round = pair[side];
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
