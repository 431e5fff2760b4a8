// The review as a model reads it on demand: what was measured and found, without what only machines need.
import type { Evidence } from '../work/evidence.ts';

const MOST_ROWS = 200;
const MOST_FINDINGS = 100;

export function reviewDigest({ pullRequest, diff, comparison, findings, verdict }: Evidence): object {
  return {
    base: pullRequest.base.sha,
    head: pullRequest.head.sha,
    verdict: { conclusion: verdict.conclusion, headline: verdict.headline },
    changed: diff.files.map(({ path, status, additions, deletions }) => ({
      path,
      status,
      additions,
      deletions,
    })),
    measured: comparison.metrics
      .toSorted((one, other) => rank(one.conclusion) - rank(other.conclusion))
      .slice(0, MOST_ROWS)
      .map(({ gate, target, metric, unit, base, head, ratio, interval, conclusion }) => ({
        gate,
        target,
        metric,
        unit,
        base,
        head,
        ratio,
        interval,
        conclusion,
      })),
    unmeasured: comparison.unmeasured.map(({ gate, target, reason }) => ({ gate, target, reason })),
    findings: findings
      .slice(0, MOST_FINDINGS)
      .map(({ kind, gate, target, severity, title, detail, location }) => ({
        kind,
        gate,
        target,
        severity,
        title,
        detail,
        location,
      })),
  };
}

/** What got worse comes first, as the end may be cut off. */
function rank(conclusion: Evidence['comparison']['metrics'][number]['conclusion']): number {
  return ['regressed', 'inconclusive', 'improved', 'equivalent'].indexOf(conclusion);
}
