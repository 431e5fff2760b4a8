// A finding keeps its id over pushes, so that an answer given to it once stays with it.
import { stableHash } from '../core/stable-hash.ts';

export interface FindingKey {
  readonly kind: string;
  readonly gate: string;
  readonly target: string;
  /** Path without the line: lines move with every push. */
  readonly path: string | null;
}

export function findingId({ kind, gate, target, path }: FindingKey): string {
  return stableHash(JSON.stringify([kind, gate, target, path]));
}
