// Finds a place for what the review measured and could not place: beside another voice about the same target, or else at the lines
// of the change that the target spends most time under.
import type { Location } from '../../../core/location.ts';
import type { HotFunction } from './hot-function.ts';
import type { Suspect } from './suspect.ts';

export interface Places {
  /** Lines of head that the change wrote, by path. */
  readonly changed: ReadonlyMap<string, ReadonlySet<number>>;
  readonly hot: readonly HotFunction[];
  readonly targetsReaching: (place: { readonly path: string; readonly line: number }) => readonly string[];
}

/** Where nothing tells them apart, one of so many changed places is worth a look; of more it is a guess. */
const MOST_PLACES = 3;
const CODE = /\.([cm]?[jt]sx?|vue|svelte)$/;
const UNWATCHED = /(^|\/)(tests?|__tests__|specs?|e2e)\/|\.(test|spec)\.[cm]?[jt]sx?$/;

/** In the order given. */
export function placeSuspects(suspects: readonly Suspect[], places: Places): readonly Suspect[] {
  return suspects.map((suspect) => {
    if (suspect.location !== null) return suspect;
    const location = besideAnother(suspect, suspects) ?? amongChanged(suspect, places);
    return location === null ? suspect : { ...suspect, location };
  });
}

function besideAnother({ targets: [target] }: Suspect, suspects: readonly Suspect[]): Location | null {
  if (target === undefined) return null;
  const placed = suspects.filter(({ location, origin }) => location !== null && origin === 'change');
  const byReview = placed.find((one) => one.source.startsWith('review') && one.targets.includes(target));
  const bySight = placed
    .filter((one) => one.targets.includes(target))
    .toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0))[0];
  // A target nobody can follow through the code, as a command is: what the change wrote elsewhere is not called by others either.
  const unreached = placed.find((one) => one.targets.length === 0);
  return (byReview ?? bySight ?? unreached)?.location ?? null;
}

function amongChanged({ targets: [target], origin }: Suspect, places: Places): Location | null {
  if (target === undefined || origin !== 'change') return null;
  const { changed, hot, targetsReaching } = places;
  const ranked = [...changed]
    .filter(([path]) => CODE.test(path) && !UNWATCHED.test(path))
    .flatMap(([path, lines]) =>
      firstsOf(lines).map((line) => {
        const around = hot.filter(
          (one) => one.target === target && one.path === path && one.line <= line && line <= one.endLine,
        );
        const reached = targetsReaching({ path, line }).includes(target) ? 0.01 : 0;
        return { path, line, weight: Math.max(reached, ...around.map(({ totalShare }) => totalShare)) };
      }),
    )
    .toSorted((one, other) => other.weight - one.weight);
  const [best] = ranked;
  if (best === undefined || (best.weight === 0 && ranked.length > MOST_PLACES)) return null;
  return { path: best.path, line: best.line, side: 'head' };
}

/** Of lines that follow each other, the first. */
function firstsOf(lines: ReadonlySet<number>): readonly number[] {
  return [...lines].filter((line) => !lines.has(line - 1));
}
