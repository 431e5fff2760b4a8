// Several patches as one: each on top of those before it, and what does not fit any more is left out.
import type { Applied } from '../ports/patches.ts';
import type { ProveOutside } from './prove.ts';

export interface ComposedParts<Part> {
  /** Head with all that fit. */
  readonly commit: string;
  readonly taken: readonly Part[];
  readonly left: readonly { readonly part: Part; readonly reason: string }[];
}

export async function composeParts<Part extends { readonly patch: string }>(
  parts: readonly Part[],
  head: string,
  { patches }: Pick<ProveOutside, 'patches'>,
): Promise<ComposedParts<Part>> {
  const taken: Part[] = [];
  const left: { readonly part: Part; readonly reason: string }[] = [];
  let commit = head;
  for (const part of parts) {
    const applied: Applied = await patches.commit(commit, part.patch, 'perf: several changes');
    if (applied.status === 'refused') {
      left.push({ part, reason: applied.reason });
      continue;
    }
    taken.push(part);
    commit = applied.commit;
  }
  return { commit, taken, left };
}
