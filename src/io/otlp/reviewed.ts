// What is exported of a review: the numbers and where the time went. The report document is one; this names the parts that go out,
// so that code, titles, statements and log tails cannot.
import type { PullRequest } from '../../change/pull-request.ts';
import type { GateId } from '../../core/gate-id.ts';
import type { MetricUnit } from '../../core/metric.ts';

export interface Reviewed {
  /** Version of perfcrew. */
  readonly perfcrew: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly pullRequest: Pick<PullRequest, 'repository' | 'number' | 'base' | 'head'>;
  readonly risk: { readonly level: string };
  readonly comparison: { readonly metrics: readonly ReviewedMetric[] };
  readonly verdict: { readonly conclusion: string };
  readonly phases: readonly ReviewedPhase[];
}

export interface ReviewedMetric {
  readonly gate: GateId;
  readonly target: string;
  readonly metric: string;
  readonly label: string;
  readonly unit: MetricUnit;
  readonly base: number | null;
  readonly head: number | null;
  readonly conclusion: string;
}

export interface ReviewedPhase {
  readonly name: string;
  /** Its part of the wall time. */
  readonly durationMs: number;
  readonly workMs?: number | undefined;
  readonly parts?: readonly { readonly name: string; readonly durationMs: number }[] | undefined;
  /** When it really went on, in milliseconds since the review began; several times where it paused. */
  readonly spells?: readonly ReviewedSpell[] | undefined;
}

export interface ReviewedSpell {
  readonly part: string | null;
  readonly begunMs: number;
  readonly endedMs: number;
}
