// Shapes of code that cost more than they must, where a request passes by or a profile has seen them work.
import type { LintFinding } from '../../tools/lint/finding.ts';
import type { HotFunction } from './hot-function.ts';
import type { Suspect } from './suspect.ts';

export interface Surroundings {
  readonly hot: readonly HotFunction[];
  /** Names of the targets whose code may pass this line. */
  readonly targetsReaching: (place: { readonly path: string; readonly line: number }) => readonly string[];
  readonly isChanged: (path: string, line: number) => boolean;
}

/** The surest first: what was seen at work, then what a request can reach, then the rest of the change. */
export function suspectsOfLint(
  findings: readonly LintFinding[],
  { hot, targetsReaching, isChanged }: Surroundings,
): readonly Suspect[] {
  return findings
    .filter(({ confidence }) => confidence !== 'low')
    .flatMap((finding) => {
      const { path, line, endLine, message, cost, why, mend, rule } = finding;
      const seen = hot.filter((place) => place.path === path && place.line <= line && line <= place.endLine);
      const targets = [...new Set([...seen.map(({ target }) => target), ...targetsReaching({ path, line })])];
      const changed = isChanged(path, line);
      // What was there before and was never seen at work is told only where it is surely dear.
      const isDear = finding.severity === 'high' && targets.length > 0;
      if (!changed && seen.length === 0 && !isDear) return [];
      // A small saving in a function that is seen at work is not what the function takes its time for.
      if (!changed && finding.severity === 'low') return [];
      const share = seen.length === 0 ? null : Math.max(...seen.map(({ selfShare }) => selfShare));
      const suspect: Suspect = {
        kind: rule,
        title: message,
        location: { path, line, ...(endLine === line ? {} : { endLine }), side: 'head' },
        targets,
        origin: changed ? 'change' : 'before',
        source: 'linter',
        evidence: `${cost}: ${why}`,
        advice: mend,
        within: null,
        share,
      };
      return [{ suspect, weight: (share ?? 0) * 1000 + (changed ? 10 : 0) + SEVERITY[finding.severity] }];
    })
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ suspect }) => suspect);
}

const SEVERITY = { low: 0, medium: 1, high: 2 } as const;
