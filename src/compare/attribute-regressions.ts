// What the profiles say of a route belongs to the finding of the load gate: the numbers and the function behind them are one thing.
import type { MetricId } from '../core/metric.ts';
import type { Comparison } from './comparison.ts';
import type { Draft } from './draft.ts';

interface Cause {
  /** Kind of the observation in which the profile gauge names a changed function. */
  readonly kind: string;
  /** Numbers of the load gate that the function may explain; the first is what it counts itself. */
  readonly explains: readonly [MetricId, ...MetricId[]];
}

/** The function that burns comes before the one that only fills the heap. */
const CAUSES: readonly Cause[] = [
  {
    kind: 'hot-function',
    explains: ['cpu-per-request-ms', 'latency-p50-ms', 'latency-p95-ms', 'throughput-per-sec'],
  },
  { kind: 'allocating-function', explains: ['allocated-per-request-bytes'] },
];

/**
 * A regression takes over place and sentence of the changed function that explains it; a cause that was seen otherwise
 * only gains a line. Where the load gate, which measured far more, found no growth, the profile is not believed.
 */
export function attributeRegressions(drafts: readonly Draft[], comparison: Comparison): Draft[] {
  return CAUSES.reduce<Draft[]>(
    (attributed, cause) => attribute(attributed, { cause, comparison }),
    [...drafts],
  );
}

function attribute(
  drafts: readonly Draft[],
  { cause, comparison }: { readonly cause: Cause; readonly comparison: Comparison },
): Draft[] {
  const isCause = ({ finding }: Draft): boolean => finding.gate === 'profile' && finding.kind === cause.kind;
  const causes = new Map(drafts.filter(isCause).map((draft) => [draft.finding.target, draft] as const));
  if (causes.size === 0) return [...drafts];
  const told = new Set<string>();
  const attributed = drafts.map((draft) => {
    const found = causes.get(draft.finding.target);
    if (found === undefined || !isRegression(draft) || !hasGrown(draft, cause, comparison)) return draft;
    told.add(draft.finding.target);
    return draft.finding.kind === 'regression' && draft.location === null
      ? explained(draft, found)
      : mentioning(draft, found);
  });
  return attributed.filter(
    (draft) => !isCause(draft) || (!told.has(draft.finding.target) && !isRefuted(draft, cause, comparison)),
  );
}

function isRegression({ finding, size }: Draft): boolean {
  return finding.gate === 'load' && finding.severity === 'error' && finding.kind !== 'budget' && size > 0;
}

/** A heavier answer alone is not explained by CPU time. */
function hasGrown({ finding: { target } }: Draft, { explains }: Cause, { metrics }: Comparison): boolean {
  return metrics.some(
    (row) =>
      row.gate === 'load' &&
      row.target === target &&
      row.conclusion === 'regressed' &&
      explains.some((metric) => metric === row.metric),
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

function isRefuted({ finding: { target } }: Draft, { explains }: Cause, { metrics }: Comparison): boolean {
  const [counted] = explains;
  const row = metrics.find((one) => one.gate === 'load' && one.target === target && one.metric === counted);
  return row?.conclusion === 'equivalent' || row?.conclusion === 'improved';
}
