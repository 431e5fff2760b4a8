// Reviews of pull requests, and their comments on lines; comments that answer one another are a conversation, which can be resolved.
import type { Account } from './account.ts';
import type { App } from './app.ts';
import type { PullRequest, Reaction } from './issue.ts';

export interface Review {
  readonly id: number;
  readonly pull: PullRequest;
  readonly author: Account;
  readonly body: string;
  readonly state: 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED';
  readonly commitId: string;
  readonly submittedAt: Date;
}

export interface ReviewComment {
  readonly id: number;
  readonly pull: PullRequest;
  readonly review: Review;
  readonly author: Account;
  readonly app: App | null;
  readonly path: string;
  /** On the right side of the diff at `commitId`. */
  readonly startLine: number | null;
  readonly line: number;
  readonly commitId: string;
  readonly diffHunk: string;
  /** The first comment of the conversation; null for that one itself. */
  readonly answers: ReviewComment | null;
  body: string;
  /** Only of the first comment. */
  isResolved: boolean;
  readonly reactions: Reaction[];
  readonly createdAt: Date;
  updatedAt: Date;
}
