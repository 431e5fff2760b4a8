// Issues and pull requests share numbers, comments, labels and reactions, so a pull request is an issue with one more part.
import type { Account } from './account.ts';
import type { App } from './app.ts';
import type { Repository } from './repository.ts';

interface PullRequestPart {
  readonly id: number;
  baseRef: string;
  /** Tip of the base branch when the pull request was opened or last moved. */
  baseSha: string;
  readonly headRepository: Repository;
  readonly headRef: string;
  headSha: string;
  draft: boolean;
  /** The test merge kept at refs/pull/N/merge; null while the branches conflict. */
  mergeSha: string | null;
  mergedAt: Date | null;
  mergedBy: Account | null;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  readonly labels: string[];
  readonly reactions: Reaction[];
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  readonly pull: PullRequestPart | null;
}

export interface PullRequest extends Issue {
  readonly pull: PullRequestPart;
}

export function isPullRequest(issue: Issue): issue is PullRequest {
  return issue.pull !== null;
}

export interface Comment {
  readonly id: number;
  readonly issue: Issue;
  readonly author: Account;
  /** The app whose token wrote it; null for people. */
  readonly app: App | null;
  body: string;
  readonly reactions: Reaction[];
  readonly createdAt: Date;
  updatedAt: Date;
}

export const reactionContents = [
  '+1',
  '-1',
  'laugh',
  'confused',
  'heart',
  'hooray',
  'rocket',
  'eyes',
] as const;

export interface Reaction {
  readonly id: number;
  readonly author: Account;
  readonly content: (typeof reactionContents)[number];
  readonly createdAt: Date;
}
