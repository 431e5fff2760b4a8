// What the visits of one page come to: series and observations, or why there are none.
import { pageName } from '../../config/target-name.ts';
import { SIDES, type Side } from '../../core/side.ts';
import type { Observation, Outcome, Unmeasured } from '../measurement.ts';
import { DRIVER_MEND } from '../run-driver.ts';
import { observeBudgets, type BudgetFile } from './observe-budgets.ts';
import { observeLargestElement } from './observe-largest-element.ts';
import { observeFailedRequests, observeResources } from './observe-resources.ts';
import { observeRedirection } from './observe-redirection.ts';
import { observeConsole, observeScripts } from './observe-scripts.ts';
import { observeWaste } from './observe-waste.ts';
import { factsOf, samplesOf, type PageRecord } from './page-record.ts';
import { auditSeries, sampleSeries } from './page-series.ts';

export function pageOutcome(record: PageRecord, budgets: BudgetFile | null): Outcome {
  if (record.rounds.length === 0 && record.stopped !== null) return record.stopped;
  for (const side of SIDES) {
    if (samplesOf(record, side).length === 0) return notLoaded(record, side);
  }
  const [base, head] = [
    { samples: samplesOf(record, 'base'), facts: factsOf(record, 'base') },
    { samples: samplesOf(record, 'head'), facts: factsOf(record, 'head') },
  ];
  return {
    status: 'measured',
    series: [...sampleSeries(record.rounds, record.sequence), ...auditSeries(record.audits)],
    observations: [
      ...observeBudgets(budgets, { pagePath: record.page.path, base, head }),
      ...observeResources(base.samples, head.samples),
      ...observeScripts(base.facts, head.facts),
      ...observeWaste(base.facts, head.facts),
      ...observeLargestElement(base.samples, head.samples),
      ...observeFailedRequests(base.samples, head.samples),
      ...observeConsole(base.facts, head.facts),
      ...observeRedirection(record),
      sampling(record),
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

function sampling(record: PageRecord): Observation {
  const { rounds, sequence, page, stopped } = record;
  const failures = [
    ...SIDES.flatMap((side) => record.failures[side].map((reason) => `A visit on ${side} failed: ${reason}`)),
    ...record.driverFailures,
  ];
  const restless = rounds.filter(({ base, head }) => base?.settled === false || head?.settled === false);
  return {
    kind: 'sampling',
    side: stopped?.causedByHead === true ? 'head' : 'both',
    severity: failures.length > 0 ? 'warning' : 'note',
    title: `${rounds.length} rounds of visits over ${sequence.restarts} restarts, ${page.form_factor}${failures.length > 0 ? `, ${failures.length} failed` : ''}`,
    detail: [
      'Each round visits base, base once more and head in random order, each in a fresh browser context with an empty cache.',
      ...(restless.length > 0
        ? [`In ${restless.length} rounds the page was never quiet and was read 4 s after it had loaded.`]
        : []),
      ...(stopped === null ? [] : ['No further restart was taken after the failure.']),
      ...failures,
    ].join('\n'),
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  };
}
