// What perfcrew needs of GitHub, in primitives; reading and writing are apart because no trust zone may do both freely.
import type { PullRequest } from '../change/pull-request.ts';

/** A changed file as the pull-request files API tells it. */
export interface ForgeFile {
  readonly filename: string;
  readonly previous_filename?: string | undefined;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  /** Blob id, where the forge tells it: it parts an empty file from a binary one. */
  readonly sha?: string | null | undefined;
  /** Missing for binary files and for patches the forge finds too large. */
  readonly patch?: string | undefined;
}

export interface ForgeReader {
  /** Base is the merge base, as in a local review. */
  pullRequest(number: number): Promise<PullRequest>;
  /** Neither closed nor merged. */
  isOpen(number: number): Promise<boolean>;
  /** The open pull request of this repository whose head is the commit; null where there is none. */
  pullRequestOfHead(sha: string): Promise<PullRequest | null>;
  /** At most 3,000 files; `truncated` says when there were more. */
  changedFiles(
    number: number,
  ): Promise<{ readonly files: readonly ForgeFile[]; readonly truncated: boolean }>;
  /** Text of a file at a commit; null where there is none. */
  fileAt(commit: string, path: string): Promise<string | null>;
}

export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

export interface CheckRun {
  readonly name: string;
  readonly headSha: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  /** Set exactly when the status is completed. */
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'action_required' | 'cancelled' | null;
  readonly title: string;
  readonly summary: string;
  readonly text: string | null;
  /** Any number; the forge adapter sends them 50 a request. */
  readonly annotations: readonly CheckAnnotation[];
  readonly actions: readonly {
    readonly label: string;
    readonly description: string;
    readonly identifier: string;
  }[];
  readonly detailsUrl: string | null;
}

export interface Comment {
  /** Hidden first line by which the comment is found again; only a bot's own comment counts. */
  readonly marker: string;
  /** Begins with the marker. */
  readonly body: string;
  /** False: an existing comment is brought up to date, but none is begun. */
  readonly create: boolean;
  /** A second line that begins so outlives the update, where the new body has none. */
  readonly kept?: string;
}

export interface ForgeWriter {
  /** Goes on with the unfinished check run of that name on that commit, else begins one. */
  writeCheck(check: CheckRun): Promise<{ readonly id: number; readonly url: string | null }>;
  /** Keeps exactly one comment per marker. */
  writeComment(pullRequest: number, comment: Comment): Promise<void>;
}

/** What perfcrew's own login wrote; the words of others never leave the adapter. */
export interface OwnText {
  readonly pullRequest: number;
  readonly body: string;
  /** Somebody gave it a thumbs-down. */
  readonly refused: boolean;
}

export interface OwnSuggestion {
  readonly id: number;
  readonly path: string;
  /** Where it stands in the head of today; null where its lines have changed since. */
  readonly lines: { readonly first: number; readonly last: number } | null;
  readonly body: string;
  /** Somebody resolved it or gave it a thumbs-down. */
  readonly refused: boolean;
  /** Somebody answered below it. */
  readonly answered: boolean;
}

export interface NewSuggestion {
  readonly path: string;
  /** Lines of head, both included, within one hunk of the pull request's diff. */
  readonly startLine: number;
  readonly line: number;
  readonly body: string;
}

/** Comments on lines, of perfcrew's own login alone. */
export interface ForgeSuggestions {
  onPullRequest(number: number): Promise<readonly OwnSuggestion[]>;
  /** Of the whole repository, newest first, among the newest 3,000 of everybody. */
  everywhere(): Promise<readonly OwnText[]>;
  /** All at once: people are told once. */
  review(
    pullRequest: number,
    review: {
      readonly headSha: string;
      readonly body: string;
      readonly comments: readonly NewSuggestion[];
    },
  ): Promise<void>;
  rewrite(id: number, body: string): Promise<void>;
  remove(id: number): Promise<void>;
}

export interface OwnPull {
  readonly number: number;
  readonly branch: string;
  /** The branch it is to be merged into. */
  readonly into: string;
  readonly headSha: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly body: string;
}

export interface BranchPush {
  readonly branch: string;
  /** The commit the new ones stand on. */
  readonly onto: string;
  readonly commits: readonly {
    readonly message: string;
    /** Whole texts; a file that is there keeps its mode. */
    readonly files: readonly { readonly path: string; readonly text: string }[];
  }[];
  /** The commit the branch must be at, which is replaced; null where it must not be there yet, or hold just this one commit. */
  readonly replaces: string | null;
}

export type Pushed =
  | { readonly status: 'pushed'; readonly tip: string }
  /** One sentence: somebody else moved the branch, a path is a link, the branch is protected. */
  | { readonly status: 'refused'; readonly reason: string };

/** Branches and pull requests of perfcrew's own login, made without a checkout. */
export interface ForgeBranches {
  push(push: BranchPush): Promise<Pushed>;
  /** Of branches that begin so, newest first, open or not. */
  pulls(prefix: string): Promise<readonly OwnPull[]>;
  open(pull: {
    readonly branch: string;
    readonly into: string;
    readonly title: string;
    readonly body: string;
  }): Promise<number>;
  rewrite(
    number: number,
    pull: { readonly title?: string; readonly body: string; readonly close: boolean },
  ): Promise<void>;
  /** Deletes the branch where it is still at that commit and has no open pull request. */
  drop(branch: string, at: string): Promise<void>;
}

/** What perfcrew said elsewhere, and what it says once. */
export interface ForgeNotes {
  /** Comments on pull requests and issues, newest first, among the newest 3,000 of everybody. */
  comments(): Promise<readonly OwnText[]>;
  /** The newest issue of its own that begins with the marker; null where there is none. */
  issue(marker: string): Promise<{ readonly number: number; readonly state: 'open' | 'closed' } | null>;
  /** One issue for each marker, its first line, be it closed by now. */
  openIssue(issue: {
    readonly marker: string;
    readonly title: string;
    readonly body: string;
  }): Promise<{ readonly number: number; readonly opened: boolean }>;
}

/** A blob, a link or a submodule, as a tree names it. */
export interface TreeFile {
  readonly mode: string;
  readonly sha: string;
}

/** A path at which two trees differ; null on the side that has nothing there. */
export interface TreeChange {
  readonly path: string;
  readonly before: TreeFile | null;
  readonly after: TreeFile | null;
}

export interface PushedCommit {
  readonly sha: string;
  /** First line of its message. */
  readonly title: string;
  /** Merged pull requests it came from. */
  readonly pulls: readonly { readonly number: number; readonly title: string; readonly branch: string }[];
}

export interface ForgeRange {
  readonly base: string;
  readonly head: string;
  /** `ahead`: everything of base is in head. */
  readonly relation: 'ahead' | 'behind' | 'diverged' | 'identical';
  /** What one sees on the branch itself, oldest first: of a merge the merge alone. Of very many the last ones. */
  readonly commits: readonly string[];
  readonly changed: { readonly files: readonly ForgeFile[]; readonly truncated: boolean };
}

/** What came to a branch without a pull request, read without a checkout. */
export interface ForgeHistory {
  defaultBranch(): Promise<{ readonly name: string; readonly tip: string }>;
  /** Commits or names of them. */
  range(base: string, head: string): Promise<ForgeRange>;
  commit(sha: string): Promise<PushedCommit>;
  /** Null where they differ in more folders than anybody would look through. */
  treeChanges(before: string, after: string): Promise<readonly TreeChange[] | null>;
}

/** One commit that puts back what was there before, made of what the forge's git database holds already. */
export interface Restoration {
  readonly branch: string;
  readonly onto: string;
  /** The first commit that such a branch may stand on; `onto` is this one, or has come after it. */
  readonly since: string;
  readonly message: string;
  readonly content:
    | { readonly kind: 'tree-of'; readonly commit: string }
    | { readonly kind: 'files'; readonly files: readonly TreeChange[] };
}

export type Restored =
  | { readonly status: 'restored'; readonly tip: string }
  /** The branch is there, with something else in it. */
  | { readonly status: 'taken'; readonly tip: string }
  /** What the forge says of a branch that may not be made. */
  | { readonly status: 'refused'; readonly reason: string };

export interface ForgeRestorer {
  /** A branch that puts the same back already, be it from an earlier commit, is taken as it is; any other is left alone. */
  restore(restoration: Restoration): Promise<Restored>;
}
