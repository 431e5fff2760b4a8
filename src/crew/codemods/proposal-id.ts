// A proposal keeps its id over pushes: of what it mends, where, and the how-manieth of its like, never of lines.
import { findingId } from '../../compare/finding-id.ts';

export interface ProposalKey {
  readonly kind: string;
  readonly path: string | null;
  /** What is mended, in its own words. */
  readonly subject: string;
  /** Counts those alike in one file, from 0. */
  readonly turn: number;
}

export function proposalId({ kind, path, subject, turn }: ProposalKey): string {
  return `${kind}-${findingId({ kind, gate: `${turn}`, target: subject, path })}`;
}
