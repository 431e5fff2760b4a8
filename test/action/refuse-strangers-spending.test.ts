// Who may cause the model to be asked: every way a stranger's change can meet the key.
import { describe, expect, test } from 'vitest';
import type { PullRequestEvent } from '../../src/action/job.ts';
import { refuseStrangersSpending } from '../../src/action/refuse-strangers-spending.ts';

const pull = (headRepository: string | null): PullRequestEvent => ({
  number: 1,
  title: '',
  labels: [],
  base: { sha: 'b', ref: 'main', repo: { full_name: 'alice/shop' } },
  head: { sha: 'h', ref: 'change', repo: headRepository === null ? null : { full_name: headRepository } },
});

interface Occasion {
  readonly event: string;
  readonly head?: string | null;
  readonly fromFork?: boolean;
  readonly commentBy?: string;
  readonly key?: string;
}

function refused({
  event,
  head,
  fromFork = false,
  commentBy,
  key = 'a-key-of-some-length',
}: Occasion): boolean {
  const job = {
    eventName: event,
    pullRequest: head === undefined ? null : pull(head),
    commentBy: commentBy ?? null,
  };
  try {
    refuseStrangersSpending(job, { fromFork }, { ANTHROPIC_API_KEY: key });
    return false;
  } catch {
    return true;
  }
}

describe('with a key', () => {
  test.each<Occasion>([
    { event: 'pull_request', head: 'bob/shop' },
    { event: 'pull_request_target', head: 'bob/shop' },
    { event: 'pull_request', head: null },
    { event: 'pull_request', head: 'alice/shop', fromFork: true },
    { event: 'issue_comment', fromFork: true },
    { event: 'issue_comment', fromFork: true, commentBy: 'CONTRIBUTOR' },
    { event: '', fromFork: true },
  ])('a stranger does not spend it: %j', (occasion) => {
    expect(refused(occasion)).toBe(true);
    expect(refused({ ...occasion, key: ' ' })).toBe(false);
  });

  test.each<Occasion>([
    { event: 'pull_request', head: 'alice/shop' },
    { event: 'workflow_dispatch', fromFork: true },
    { event: 'workflow_run', fromFork: true },
    { event: 'issue_comment', fromFork: true, commentBy: 'MEMBER' },
  ])('somebody of the repository may: %j', (occasion) => {
    expect(refused(occasion)).toBe(false);
  });
});
