// Opens issues and pull requests, by whichever way they come in.
import { emit } from './events/emit.ts';
import { pullRequestEvent } from './events/pull-request-event.ts';
import { inTurn } from './git/in-turn.ts';
import { isAncestor } from './git/bare-repository.ts';
import { moveHead } from './git/pull-refs.ts';
import type { Hub } from './hub.ts';
import { validationFailed } from './http/answer.ts';
import type { Actor } from './events/happening.ts';
import { isPullRequest, type Issue, type PullRequest } from './model/issue.ts';
import type { Repository } from './model/repository.ts';
import { issueView } from './views/issue-view.ts';

export interface NewPull {
  readonly actor: Actor;
  readonly title: string;
  readonly body: string | null;
  readonly draft: boolean;
  readonly base: { readonly ref: string; readonly sha: string };
  readonly head: { readonly repository: Repository; readonly ref: string; readonly sha: string };
}

export async function openPull(hub: Hub, repository: Repository, wanted: NewPull): Promise<PullRequest> {
  const { base, head } = wanted;
  const twin = [...repository.issues.values()]
    .filter(isPullRequest)
    .find(
      ({ state, pull }) =>
        state === 'open' &&
        pull.headRepository === head.repository &&
        pull.headRef === head.ref &&
        pull.baseRef === base.ref,
    );
  if (twin !== undefined) {
    throw validationFailed({
      resource: 'PullRequest',
      code: 'custom',
      message: `A pull request already exists for ${head.repository.owner.login}:${head.ref}.`,
    });
  }
  const pull: PullRequest = {
    ...newIssue(hub, repository, wanted),
    pull: {
      id: hub.nextId(),
      baseRef: base.ref,
      baseSha: base.sha,
      headRepository: head.repository,
      headRef: head.ref,
      headSha: head.sha,
      draft: wanted.draft,
      mergeSha: null,
      mergedAt: null,
      mergedBy: null,
    },
  };
  await inTurn(repository.directory, async () => {
    await moveHead(pull, head.sha);
    if (await isAncestor(repository.directory, head.sha, base.sha)) {
      throw validationFailed({
        resource: 'PullRequest',
        code: 'custom',
        message: `No commits between ${base.ref} and ${head.ref}`,
      });
    }
    repository.issues.set(pull.number, pull);
  });
  await pullRequestEvent(hub, pull, { action: 'opened', actor: wanted.actor });
  return pull;
}

export async function openIssue(
  hub: Hub,
  repository: Repository,
  wanted: { readonly actor: Actor; readonly title: string; readonly body: string | null },
): Promise<Issue> {
  const issue: Issue = { ...newIssue(hub, repository, wanted), pull: null };
  repository.issues.set(issue.number, issue);
  await emit(hub, {
    event: 'issues',
    action: 'opened',
    repository,
    actor: wanted.actor,
    facts: { issue: issueView(hub, issue) },
  });
  return issue;
}

function newIssue(
  hub: Hub,
  repository: Repository,
  wanted: { readonly actor: Actor; readonly title: string; readonly body: string | null },
): Omit<Issue, 'pull'> {
  const now = hub.clock.now();
  return {
    id: hub.nextId(),
    number: Math.max(0, ...repository.issues.keys()) + 1,
    repository,
    author: wanted.actor.account,
    title: wanted.title,
    body: wanted.body,
    state: 'open',
    labels: [],
    reactions: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  };
}
