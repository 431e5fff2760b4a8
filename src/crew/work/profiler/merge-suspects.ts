// Several voices about one place are one bottleneck: the same lines, told by the review, the profile and the linter.
import type { Location } from '../../../core/location.ts';
import { isMeasured, type Suspect } from './suspect.ts';

/** Lines so near to each other belong to one statement or loop. */
const NEAR_LINES = 3;
/** Of a longer function it is not clear which of its lines a voice about all of it means. */
const MOST_LINES = 80;

export interface Merged extends Omit<Suspect, 'source' | 'within'> {
  readonly sources: readonly string[];
}

type Growing = Merged & Pick<Suspect, 'within'>;

/** The first voice gives the name and the place: hand in the surest first. */
export function mergeSuspects(suspects: readonly Suspect[]): readonly Merged[] {
  const merged: Growing[] = [];
  for (const suspect of suspects) {
    const [at = -1] = merged
      .flatMap((known, index) => (isSame(known, suspect) ? [index] : []))
      .toSorted((one, other) => extentOf(merged[one]) - extentOf(merged[other]));
    const { source, ...rest } = suspect;
    const known = merged[at];
    if (known === undefined) merged.push({ ...rest, sources: [source] });
    else merged[at] = joined(known, suspect);
  }
  return merged.map(({ within: _within, ...rest }) => rest);
}

function isSame(one: Growing, other: Suspect): boolean {
  if (one.location === null || other.location === null) {
    return one.location === other.location && one.kind === other.kind && one.targets[0] === other.targets[0];
  }
  if (one.location.path !== other.location.path) return false;
  // A function inside another is its own bottleneck.
  if (one.within !== null && other.within !== null) {
    return one.within.line === other.within.line && one.within.endLine === other.within.endLine;
  }
  const isSmall = one.within !== null && extentOf(one) <= MOST_LINES;
  const { line, endLine } = isSmall ? one.within : linesOf(one.location);
  const { line: otherLine, endLine: otherEnd } = other.within ?? linesOf(other.location);
  const near = isSmall ? 0 : NEAR_LINES;
  return otherLine <= endLine + near && otherEnd >= line - near;
}

/** 0 for a voice about a line. */
function extentOf(known: Growing | undefined): number {
  return known === undefined || known.within === null ? 0 : known.within.endLine - known.within.line + 1;
}

function joined(known: Growing, suspect: Suspect): Growing {
  const { source, targets, evidence, share, origin, title, within, advice } = suspect;
  // A whole function is named until somebody says what in it is dear.
  const isMoreExact =
    known.within !== null && within === null && (origin === 'change' || known.origin !== 'change');
  const { kind, location } = isMoreExact ? suspect : known;
  const isOnlyMeasured = known.kind === 'regression' && source === 'linter';
  return {
    kind,
    location,
    title: isMoreExact ? title : known.title,
    advice: isMoreExact || (isOnlyMeasured && isMeasured(known.sources)) ? advice : known.advice,
    within: isMoreExact ? null : known.within,
    targets: [...new Set([...known.targets, ...targets])],
    sources: [...new Set([...known.sources, source])],
    origin: known.origin === 'change' ? 'change' : origin,
    evidence: known.evidence.includes(evidence)
      ? known.evidence
      : `${known.evidence}\n${isMoreExact ? known.title : title}\n${evidence}`,
    share: known.share === null ? share : share === null ? known.share : Math.max(known.share, share),
  };
}

function linesOf({ line, endLine = line }: Location): { readonly line: number; readonly endLine: number } {
  return { line, endLine };
}
