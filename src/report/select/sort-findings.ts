// Findings in the order a reviewer should read them.
import type { Finding } from '../../compare/finding.ts';
import { isReading } from '../../core/reading-gates.ts';
import type { Report } from '../report.ts';

export interface SortedFindings {
  /** Errors, then warnings. */
  readonly loud: readonly Finding[];
  readonly notes: readonly Finding[];
  /** Notes that were only read in the code: the last thing to look at. */
  readonly readings: readonly Finding[];
}

const ORDER = { error: 0, warning: 1, note: 2 } as const;

export function sortFindings({ findings, verdict }: Report): SortedFindings {
  const places = new Map(verdict.reasons.map((reason, place) => [reason.finding, place]));
  const place = (finding: Finding) => places.get(finding.id) ?? Number.MAX_SAFE_INTEGER;
  const sorted = findings.toSorted(
    (one, other) => ORDER[one.severity] - ORDER[other.severity] || place(one) - place(other),
  );
  return {
    loud: sorted.filter(({ severity }) => severity !== 'note'),
    notes: sorted.filter(({ severity, gate }) => severity === 'note' && !isReading(gate)),
    readings: sorted.filter(({ severity, gate }) => severity === 'note' && isReading(gate)),
  };
}
