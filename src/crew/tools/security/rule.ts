// One danger the scan knows: what it is called, why it is one, what to do, and an example of either side. A view is what it reads.
import type { SecurityFinding } from './finding.ts';

export interface SecurityHit extends Pick<SecurityFinding, 'line' | 'endLine' | 'message'> {
  /** Where this place is surer, or less sure, than the rule is in general. */
  readonly confidence?: SecurityFinding['confidence'];
}

export interface SecurityRule<View> extends Pick<
  SecurityFinding,
  'severity' | 'confidence' | 'why' | 'mend' | 'cwe'
> {
  readonly id: string;
  /** Flagged exactly once, by this rule. */
  readonly bad: string;
  /** The same job done well: silent. */
  readonly good: string;
  readonly check: (view: View) => readonly SecurityHit[];
}
