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
}

export interface ForgeWriter {
  /** Goes on with the unfinished check run of that name on that commit, else begins one. */
  writeCheck(check: CheckRun): Promise<{ readonly id: number; readonly url: string | null }>;
  /** Keeps exactly one comment per marker. */
  writeComment(pullRequest: number, comment: Comment): Promise<void>;
}
