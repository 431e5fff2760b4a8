// One kind of cost the linter knows: what it is called, why it costs, what to do, and an example of either side.
import type { Node } from '@babel/types';
import type { LintFinding } from './finding.ts';
import type { Source } from './source.ts';

export interface Hit {
  readonly node: Node;
  /** What stands there, in one sentence. */
  readonly message: string;
  /** Where this place is surer or less sure than the rule is in general. */
  readonly confidence?: LintFinding['confidence'];
}

export interface Rule extends Pick<
  LintFinding,
  'category' | 'alsoCategories' | 'cost' | 'severity' | 'confidence' | 'why' | 'mend'
> {
  readonly id: string;
  /** Flagged exactly once, by this rule. */
  readonly bad: string;
  /** The same job done well: silent. */
  readonly good: string;
  readonly check: (source: Source) => readonly Hit[];
}
