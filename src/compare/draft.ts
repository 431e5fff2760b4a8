// A finding before it has its place and its id: what was noticed, and the clues to the lines that did it.
import type { Location } from '../core/location.ts';
import type { Finding } from './finding.ts';

export interface Draft {
  readonly finding: Omit<Finding, 'id' | 'document' | 'version' | 'location'>;
  /** Where the gauge knew the place itself. */
  readonly location: Location | null;
  readonly clues: readonly string[];
  /** Path of the route that got slower, for want of clues. */
  readonly route: string | null;
  /** What tells findings of one kind and target apart, e.g. the metric of a budget. */
  readonly subject: string;
  /** Orders findings of one severity: the distance of the worst ratio from 1. */
  readonly size: number;
}

export const NO_EVIDENCE = { base: null, head: null } as const;
