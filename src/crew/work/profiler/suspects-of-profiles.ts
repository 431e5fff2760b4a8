// Functions of the repository that a target spends much of its time in, whatever the reason.
import type { HotFunction } from './hot-function.ts';
import type { Suspect } from './suspect.ts';

/** Below this part of a target's time a function is not worth a person's look. */
const LEAST_SHARE = 0.1;

/** `regressed`: targets that head makes slower. Where it does not, a function the change touched is no dearer than it was. */
export function suspectsOfProfiles(
  hot: readonly HotFunction[],
  isChanged: (path: string, line: number) => boolean,
  regressed: ReadonlySet<string>,
): readonly Suspect[] {
  return hot
    .filter(({ selfShare }) => selfShare >= LEAST_SHARE)
    .toSorted((one, other) => other.selfShare - one.selfShare)
    .map(({ target, name, path, line, endLine, selfShare, hotLines }) => ({
      kind: 'hot-function',
      title: `${name} takes ${Math.round(selfShare * 100)} % of the CPU time of ${target}`,
      location: {
        path,
        line: hotLines.find((hot) => isChanged(path, hot)) ?? hotLines[0] ?? line,
        side: 'head',
      },
      targets: [target],
      origin: regressed.has(target) && rangeChanged(isChanged, { path, line, endLine }) ? 'change' : 'before',
      source: 'profile',
      evidence: `Seen in the CPU profile of head: ${Math.round(selfShare * 100)} % of the samples are in ${name} itself and in packages it calls.`,
      advice: `See what ${name} (${path}:${line}) does on each call that one call could do for all.`,
      within: { line, endLine },
      share: selfShare,
    }));
}

function rangeChanged(
  isChanged: (path: string, line: number) => boolean,
  { path, line, endLine }: { readonly path: string; readonly line: number; readonly endLine: number },
): boolean {
  for (let at = line; at <= endLine; at += 1) if (isChanged(path, at)) return true;
  return false;
}
