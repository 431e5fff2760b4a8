// Several voices about one place are one bottleneck: the same lines, told by the review, the profile and the linter.
import type { Location } from '../../../core/location.ts';
import type { Suspect } from './suspect.ts';

/** Lines so near to each other belong to one statement or loop. */
const NEAR_LINES = 3;

export interface Merged extends Omit<Suspect, 'source' | 'within'> {
  readonly sources: readonly string[];
}

/** The first voice gives the name and the place: hand in the surest first. */
export function mergeSuspects(suspects: readonly Suspect[]): readonly Merged[] {
  const merged: Merged[] = [];
  for (const suspect of suspects) {
    const at = merged.findIndex((known) => isSame(known, suspect));
    const { source, within: _within, ...rest } = suspect;
    const known = merged[at];
    if (known === undefined) merged.push({ ...rest, sources: [source] });
    else merged[at] = joined(known, suspect);
  }
  return merged;
}

function isSame(one: Pick<Suspect, 'location' | 'kind' | 'targets'>, other: Suspect): boolean {
  if (one.location === null || other.location === null) {
    return one.location === other.location && one.kind === other.kind && one.targets[0] === other.targets[0];
  }
  const { path } = one.location;
  const { line, endLine } = linesOf(one.location);
  const { line: otherLine, endLine: otherEnd } = other.within ?? linesOf(other.location);
  return path === other.location.path && otherLine <= endLine + NEAR_LINES && otherEnd >= line - NEAR_LINES;
}

function joined(known: Merged, { source, targets, evidence, share, origin, title }: Suspect): Merged {
  return {
    ...known,
    targets: [...new Set([...known.targets, ...targets])],
    sources: [...new Set([...known.sources, source])],
    origin: known.origin === 'change' ? 'change' : origin,
    evidence: known.evidence.includes(evidence) ? known.evidence : `${known.evidence}\n${title}\n${evidence}`,
    share: known.share === null ? share : share === null ? known.share : Math.max(known.share, share),
  };
}

function linesOf({ line, endLine = line }: Location): { readonly line: number; readonly endLine: number } {
  return { line, endLine };
}
