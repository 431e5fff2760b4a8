// Whether a push can be taken back without a person: wholly, file by file where the branch has moved on, or not at all.
import type { ForgeRange, Restoration, TreeChange, TreeFile } from '../../ports/forge.ts';

export interface RevertFacts {
  readonly base: string;
  readonly head: string;
  /** Of head to base. */
  readonly relation: ForgeRange['relation'];
  /** Of the branch today to head. */
  readonly since: ForgeRange['relation'];
  /** What the push changed; null where nobody could look through it. */
  readonly pushed: readonly TreeChange[] | null;
  /** What changed on the branch since. */
  readonly later: readonly TreeChange[] | null;
}

export type RevertPlan =
  | { readonly kind: 'nothing'; readonly why: string }
  /** A person must decide; `why` is one sentence, `paths` are the files it is about. */
  | { readonly kind: 'handoff'; readonly why: string; readonly paths: readonly string[] }
  | { readonly kind: 'restore'; readonly content: Restoration['content'] };

const WORKFLOWS = '.github/workflows/';

export function planRevert({ base, relation, since, pushed, later }: RevertFacts): RevertPlan {
  if (since === 'behind' || since === 'diverged') return nothing('the commit is not on the branch any more');
  if (relation === 'identical' || relation === 'behind') return nothing('it brought nothing new');
  if (relation === 'diverged')
    return handoff('The branch was moved by force: what it held before may have been taken away on purpose.');
  if (pushed === null || later === null) return handoff('More folders changed than perfcrew looks through.');
  if (pushed.length === 0) return nothing('it changed no file');
  const today = new Map(later.map((change) => [change.path, change.after]));
  const isBack = ({ path, before }: TreeChange): boolean => {
    const now = today.get(path);
    return now !== undefined && isSame(now, before);
  };
  if (pushed.every(isBack)) return nothing('its files are as they were before it');
  const paths = pushed.map(({ path }) => path);
  const workflows = paths.filter((path) => path.startsWith(WORKFLOWS));
  if (workflows.length > 0)
    return handoff("The push changed workflows, which a workflow's own token may not write.", workflows);
  const touched = paths.filter((path) => later.some((change) => meet(change.path, path)));
  if (touched.length > 0) return handoff('Files of the push were changed again since.', touched);
  if (since === 'identical') return { kind: 'restore', content: { kind: 'tree-of', commit: base } };
  const folders = paths.filter((path) => paths.some((other) => other.startsWith(`${path}/`)));
  if (folders.length > 0)
    return handoff(
      'The push made a file of a folder, or a folder of a file, and the branch has moved on.',
      folders,
    );
  return { kind: 'restore', content: { kind: 'files', files: pushed } };
}

function nothing(why: string): RevertPlan {
  return { kind: 'nothing', why };
}

function handoff(why: string, paths: readonly string[] = []): RevertPlan {
  return { kind: 'handoff', why, paths };
}

function isSame(one: TreeFile | null, other: TreeFile | null): boolean {
  return one?.sha === other?.sha && one?.mode === other?.mode;
}

/** The same file, or one that lies where the other would be. */
function meet(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
