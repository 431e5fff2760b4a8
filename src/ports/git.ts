// What the rooms need of git, in primitives.

export interface Worktree extends AsyncDisposable {
  /** Absolute path of the checkout. */
  readonly directory: string;
}

export interface Git {
  /** Absolute path of the top of the working tree; of the git folder where it is bare. */
  readonly root: string;
  /** Full commit id of a branch, tag, abbreviated id or expression. Problem `ref-not-found` (or `shallow-clone`) where there is none. */
  resolve(ref: string): Promise<string>;
  /** Best common ancestor of two commits. Problem `shallow-clone` where history stops before it. */
  mergeBase(one: string, other: string): Promise<string>;
  /** Raw text of `git diff` with renames, binary markers and three lines of context. */
  diff(base: string, head: string): Promise<string>;
  /** Text of a file in a commit; null where the commit has no such file. */
  show(commit: string, path: string): Promise<string | null>;
  /** A detached, disposable checkout of a commit, submodules included where they can be had. */
  worktree(commit: string): Promise<Worktree>;
}
