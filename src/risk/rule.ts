// A risk rule looks at the facts of a change and says which points of the policy they earn.
import type { RiskFeatures } from './features.ts';
import type { Policy } from './policy.ts';
import type { RiskFactor } from './risk-assessment.ts';

/**
 * One reason why a change may be dangerous. Rules are pure, know neither each other nor the level, and take all
 * numbers and words from the policy. Implementations live in rules/, one file each, and are listed in rules.ts.
 */
export interface RiskRule {
  /** Where this rule says something, it alone is the score: nothing else changes in a documentation change. */
  readonly sole: boolean;
  /** The factors this change earns; none where the rule has nothing to say. */
  judge(features: RiskFeatures, policy: Policy): readonly RiskFactor[];
}

const MAX_EVIDENCE = 20;

/** One place per path and line, the first twenty in the order given. */
export function evidenceOf(
  places: readonly { readonly path: string; readonly line?: number | null }[],
): RiskFactor['evidence'] {
  const seen = new Set<string>();
  const evidence: { path: string; line: number | null }[] = [];
  for (const { path, line } of places) {
    const place = { path, line: line === undefined || line === null || line < 1 ? null : line };
    const key = `${place.line ?? ''} ${path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    evidence.push(place);
    if (evidence.length === MAX_EVIDENCE) break;
  }
  return evidence;
}
