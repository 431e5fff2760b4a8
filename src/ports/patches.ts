// Turning a patch into a commit that can be checked out, without touching any branch, index or working tree.

export type Applied =
  | { readonly status: 'applied'; readonly commit: string }
  /** What git says does not fit, as one line. */
  | { readonly status: 'refused'; readonly reason: string };

export interface Patches {
  /** A commit on top of `commit` that holds the patch; no branch points at it. */
  commit(commit: string, patch: string, message: string): Promise<Applied>;
}
