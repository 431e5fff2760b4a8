// What the profiles say of a route belongs to the finding of the load gate: the numbers and the function behind them are one thing.
import type { MetricId } from '../core/metric.ts';
import type { Comparison } from './comparison.ts';
import type { Draft } from './draft.ts';

/** Kind of the observation in which the profile gauge names a changed function. */
const HOT_FUNCTION = 'hot-function';
const CPU = 'cpu-per-request-ms' satisfies MetricId;

/**
 * A regression takes over place and sentence of the changed function that explains it; a cause that was seen otherwise
 * only gains a line. Where the load gate, which measured far more, found no growth, the profile is not believed.
 */
export function attributeRegressions(drafts: readonly Draft[], comparison: Comparison): Draft[] {
  const hot = new Map(drafts.filter(isHotFunction).map((draft) => [draft.finding.target, draft] as const));
  if (hot.size === 0) return [...drafts];
  const told = new Set<string>();
  const attributed = drafts.map((draft) => {
    const cause = hot.get(draft.finding.target);
    if (cause === undefined || !isRegression(draft) || !isSlower(draft, comparison)) return draft;
    told.add(draft.finding.target);
    return draft.finding.kind === 'regression' ? explained(draft, cause) : mentioning(draft, cause);
  });
  return attributed.filter(
    (draft) => !isHotFunction(draft) || (!told.has(draft.finding.target) && !isRefuted(draft, comparison)),
  );
}

function isHotFunction({ finding }: Draft): boolean {
  return finding.gate === 'profile' && finding.kind === HOT_FUNCTION;
}

function isRegression({ finding, size }: Draft): boolean {
  return finding.gate === 'load' && finding.severity === 'error' && finding.kind !== 'budget' && size > 0;
}

const TIMES: ReadonlySet<string> = new Set([
  CPU,
  'latency-p50-ms',
  'latency-p95-ms',
  'throughput-per-sec',
] satisfies MetricId[]);

/** A heavier answer alone is not explained by CPU time. */
function isSlower({ finding: { target } }: Draft, { metrics }: Comparison): boolean {
  return metrics.some(
    (row) =>
      row.gate === 'load' && row.target === target && TIMES.has(row.metric) && row.conclusion === 'regressed',
  );
}

function explained(draft: Draft, { finding: cause, location, clues }: Draft): Draft {
  const { finding } = draft;
  return {
    ...draft,
    finding: {
      ...finding,
      title: cause.title,
      detail: `${cause.detail}\n${finding.detail}`,
      evidence: cause.evidence,
    },
    location: location ?? draft.location,
    clues: [...clues, ...draft.clues],
  };
}

function mentioning(draft: Draft, { finding: cause }: Draft): Draft {
  const { finding } = draft;
  return { ...draft, finding: { ...finding, detail: `${finding.detail}\nIn the profiles: ${cause.title}.` } };
}

function isRefuted({ finding: { target } }: Draft, { metrics }: Comparison): boolean {
  const row = metrics.find((one) => one.gate === 'load' && one.target === target && one.metric === CPU);
  return row?.conclusion === 'equivalent' || row?.conclusion === 'improved';
}
