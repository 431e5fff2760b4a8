// What the runs of one page come to: series and observations, or why there are none.
import { pageName } from '../../config/target-name.ts';
import { SIDES, type Side } from '../../core/side.ts';
import type { Observation, Outcome, Unmeasured } from '../measurement.ts';
import { DRIVER_MEND } from '../run-driver.ts';
import { observeLargestElement } from './observe-largest-element.ts';
import { observeFailedRequests, observeResources } from './observe-resources.ts';
import { observeRedirection } from './observe-redirection.ts';
import { observeConsole, observeScripts } from './observe-scripts.ts';
import { runsOf, type PageRecord } from './page-record.ts';
import { pageSeries } from './page-series.ts';
import type { PageRunPlan } from './plan-page-runs.ts';

export interface PageSampling {
  readonly plan: PageRunPlan;
  /** Restarts that were really done. */
  readonly restarts: number;
}

export function pageOutcome(record: PageRecord, done: PageSampling): Outcome {
  if (record.unmeasured !== null) return record.unmeasured;
  for (const side of SIDES) {
    if (runsOf(record, side).length === 0) return notLoaded(record, side);
  }
  const base = runsOf(record, 'base').map(({ facts }) => facts);
  const head = runsOf(record, 'head').map(({ facts }) => facts);
  return {
    status: 'measured',
    series: pageSeries(record.pairs),
    observations: [
      ...observeResources(base, head),
      ...observeScripts(base, head),
      ...observeLargestElement(base, head),
      ...observeFailedRequests(base, head),
      ...observeConsole(base, head),
      ...observeRedirection(record),
      sampling(record, done),
    ],
  };
}

function notLoaded(record: PageRecord, side: Side): Unmeasured {
  const reason = record.failures[side].at(-1);
  const died = record.driverFailures.at(-1);
  if (reason === undefined && died !== undefined) {
    return {
      status: 'unmeasured',
      reason: `${pageName(record.page)} was not loaded on ${side}. ${died}`,
      mend: DRIVER_MEND,
      causedByHead: false,
    };
  }
  const why =
    reason === undefined ? 'was not loaded in the time there was' : `could not be loaded: ${reason}`;
  return {
    status: 'unmeasured',
    reason: `${pageName(record.page)} ${why} (${side}).`,
    mend:
      reason === undefined
        ? 'Raise `budget.minutes`, or measure fewer pages.'
        : `Open ${record.page.path} of ${side} in a browser and mend what it says.`,
    causedByHead: side === 'head' && reason !== undefined,
  };
}

function sampling(record: PageRecord, { plan, restarts }: PageSampling): Observation {
  const failures = [
    ...SIDES.flatMap((side) => record.failures[side].map((reason) => `A run on ${side} failed: ${reason}`)),
    ...record.driverFailures,
  ];
  const shortened =
    restarts < plan.restarts ? [`${plan.restarts} restarts were planned; the time was spent before.`] : [];
  return {
    kind: 'sampling',
    side: 'both',
    severity: failures.length > 0 ? 'warning' : 'note',
    title: `${record.pairs.length} pairs of page loads over ${restarts} restarts, ${record.page.form_factor}${failures.length > 0 ? `, ${failures.length} failed` : ''}`,
    detail: [
      'Each load had a fresh Chrome with an empty cache; base and head took turns in random order.',
      ...shortened,
      ...failures,
    ].join('\n'),
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  };
}
