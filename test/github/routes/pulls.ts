// Pull requests: opening, reading, editing, merging, and their commits and files.
import { z } from 'zod';
import { ApiError, created, notFound, ok, validationFailed, type Answer } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { listAnswer } from '../http/pages.ts';
import { actorOf, repositoryFor, type Need } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { pullRequestEvent } from '../events/pull-request-event.ts';
import { mergeBaseOf, mergeTrees, readRefs, resolveCommit, setRef } from '../git/bare-repository.ts';
import { readCommits } from '../git/commits.ts';
import { changedFiles, diffRefusal, rawDiff } from '../git/diff.ts';
import { moveRefs } from '../git/move-refs.ts';
import { close } from '../git/pushes.ts';
import { moveHead, refreshTestMerge } from '../git/pull-refs.ts';
import { isPullRequest, type PullRequest } from '../model/issue.ts';
import { roleIsAtLeast } from '../model/account.ts';
import { roleOf, type Repository } from '../model/repository.ts';
import { openPull } from '../open-issue.ts';
import { changedFileView, commitView } from '../views/commit-view.ts';
import { pullView, simplePullView } from '../views/pull-view.ts';
import { wantsDiff } from './media-types.ts';

/** From GitHub's documentation of the files list. */
const maxFiles = 3000;
const maxCommits = 250;
const reads: Need = { permission: 'pull_requests', access: 'read' };
const writes: Need = { permission: 'pull_requests', access: 'write', role: 'read' };

export const pullRoutes = [
  route('GET', '/repos/{owner}/{repo}/pulls', (call) => {
    const repository = repositoryFor(call, reads);
    const query = call.url.searchParams;
    const state = query.get('state') ?? 'open';
    const pulls = [...repository.issues.values()]
      .filter(isPullRequest)
      .filter((pull) => state === 'all' || pull.state === state)
      .filter((pull) => query.get('base') === null || query.get('base') === pull.pull.baseRef)
      .filter((pull) => {
        const head = query.get('head');
        return head === null || head === `${pull.pull.headRepository.owner.login}:${pull.pull.headRef}`;
      });
    const isAscending = query.get('direction') === 'asc';
    return listAnswer(call, isAscending ? pulls : pulls.reverse(), (pull) => simplePullView(call.hub, pull));
  }),

  route('POST', '/repos/{owner}/{repo}/pulls', async (call) => {
    const repository = repositoryFor(call, writes);
    const body = readBody(
      call,
      z.object({
        title: z.string().max(256),
        head: z.string(),
        base: z.string(),
        body: z.string().max(65_536).nullish(),
        draft: z.boolean().optional(),
      }),
    );
    const head = headOf(call, repository, body.head);
    const headSha = (await readRefs(head.repository.directory, 'refs/heads/')).get(`refs/heads/${head.ref}`);
    const baseSha = (await readRefs(repository.directory, 'refs/heads/')).get(`refs/heads/${body.base}`);
    if (headSha === undefined)
      throw validationFailed({ resource: 'PullRequest', field: 'head', code: 'invalid' });
    if (baseSha === undefined)
      throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
    const isOpenAlready = [...repository.issues.values()]
      .filter(isPullRequest)
      .some(
        ({ state, pull }) =>
          state === 'open' &&
          pull.headRepository === head.repository &&
          pull.headRef === head.ref &&
          pull.baseRef === body.base,
      );
    if (isOpenAlready)
      throw validationFailed({
        resource: 'PullRequest',
        code: 'custom',
        message: `A pull request already exists for ${head.repository.owner.login}:${head.ref}.`,
      });
    const pull = await openPull(call.hub, repository, {
      actor: actorOf(call.caller),
      title: body.title,
      body: body.body ?? null,
      draft: body.draft ?? false,
      base: { ref: body.base, sha: baseSha },
      head: { ...head, sha: headSha },
    });
    return created(await pullView(call.hub, pull));
  }),

  route('GET', '/repos/{owner}/{repo}/pulls/{pull_number}', async (call) => {
    const pull = pullOf(call, reads);
    return wantsDiff(call) ? diffAnswer(pull) : ok(await pullView(call.hub, pull));
  }),

  route('PATCH', '/repos/{owner}/{repo}/pulls/{pull_number}', async (call) => {
    const pull = pullOf(call, writes);
    permitAuthorOr(call, pull);
    const body = readBody(
      call,
      z.object({
        title: z.string().max(256).optional(),
        body: z.string().max(65_536).nullish(),
        state: z.enum(['open', 'closed']).optional(),
        base: z.string().optional(),
      }),
    );
    await editPull(call, pull, body);
    return ok(await pullView(call.hub, pull));
  }),

  route('GET', '/repos/{owner}/{repo}/pulls/{pull_number}/files', async (call) => {
    const pull = pullOf(call, reads);
    const { base, head } = await ends(pull);
    const files = await changedFiles(pull.repository.directory, base, head);
    return listAnswer(call, files.slice(0, maxFiles), (file) =>
      changedFileView(call.hub, file, { repository: pull.repository, sha: head }),
    );
  }),

  route('GET', '/repos/{owner}/{repo}/pulls/{pull_number}/commits', async (call) => {
    const pull = pullOf(call, reads);
    const range = `${pull.pull.baseSha}..${pull.pull.headSha}`;
    const commits = await readCommits(pull.repository.directory, ['--reverse', range]);
    return listAnswer(call, commits.slice(0, maxCommits), (commit) =>
      commitView(call.hub, pull.repository, commit),
    );
  }),

  route('PUT', '/repos/{owner}/{repo}/pulls/{pull_number}/merge', async (call) => {
    const pull = pullOf(call, { permission: 'contents', access: 'write' });
    const body = readBody(call, z.object({ sha: z.string().optional() }));
    if (pull.state !== 'open' || pull.pull.mergeSha === null) {
      throw new ApiError(405, 'Pull Request is not mergeable');
    }
    if (body.sha !== undefined && body.sha !== pull.pull.headSha) {
      throw new ApiError(409, 'Head branch was modified. Review and try the merge again.');
    }
    const sha = await mergePull(call, pull);
    return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
  }),

  route('GET', '/repos/{owner}/{repo}/commits/{commit_sha}/pulls', async (call) => {
    const repository = repositoryFor(call, reads);
    const sha = await resolveCommit(repository.directory, param(call, 'commit_sha'));
    if (sha === null) throw new ApiError(422, `No commit found for SHA: ${param(call, 'commit_sha')}`);
    const pulls = [...repository.issues.values()].filter(isPullRequest);
    const heads = pulls.filter((pull) => pull.pull.headSha === sha || pull.pull.mergeSha === sha);
    return listAnswer(call, heads, (pull) => simplePullView(call.hub, pull));
  }),
];

export function pullOf(call: Call, need: Need): PullRequest {
  const issue = repositoryFor(call, need).issues.get(Number(param(call, 'pull_number')));
  if (issue === undefined || !isPullRequest(issue)) throw notFound();
  return issue;
}

/** `branch`, `owner:branch` or `owner:repository:branch`. */
function headOf(call: Call, repository: Repository, head: string): { repository: Repository; ref: string } {
  const parts = head.split(':');
  const ref = parts.at(-1) ?? head;
  if (parts.length === 1 || parts[0] === repository.owner.login) return { repository, ref };
  const fork = [...call.hub.repositories.values()].find(
    (one) => one.parent === repository && one.owner.login === parts[0],
  );
  if (fork === undefined) throw validationFailed({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  return { repository: fork, ref };
}

async function ends(pull: PullRequest): Promise<{ base: string; head: string }> {
  const { baseSha, headSha } = pull.pull;
  const base = await mergeBaseOf(pull.repository.directory, baseSha, headSha);
  return { base: base ?? baseSha, head: headSha };
}

async function diffAnswer(pull: PullRequest): Promise<Answer> {
  const { base, head } = await ends(pull);
  const diff = await rawDiff(pull.repository.directory, base, head);
  const refusal = diffRefusal(diff);
  if (refusal === null) return ok(diff, { 'content-type': 'application/vnd.github.diff; charset=utf-8' });
  throw new ApiError(406, refusal, {
    errors: [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }],
  });
}

/** People may edit what they wrote; for other people's they need to be at least triage. */
function permitAuthorOr(call: Call, pull: PullRequest): void {
  const { caller } = call;
  if (caller.kind !== 'user' || caller.account === pull.author) return;
  if (!roleIsAtLeast(roleOf(pull.repository, caller.account.login), 'triage')) {
    throw new ApiError(403, 'Must have triage rights to Repository.');
  }
}

async function editPull(
  call: Call,
  pull: PullRequest,
  edit: {
    readonly title?: string | undefined;
    readonly body?: string | null | undefined;
    readonly state?: 'open' | 'closed' | undefined;
    readonly base?: string | undefined;
  },
): Promise<void> {
  const { hub } = call;
  const actor = actorOf(call.caller);
  pull.updatedAt = hub.clock.now();
  const changes: Record<string, { from: string }> = {};
  if (edit.title !== undefined && edit.title !== pull.title) {
    changes['title'] = { from: pull.title };
    pull.title = edit.title;
  }
  if (edit.body !== undefined && edit.body !== pull.body) {
    changes['body'] = { from: pull.body ?? '' };
    pull.body = edit.body;
  }
  if (edit.base !== undefined && edit.base !== pull.pull.baseRef) {
    const sha = (await readRefs(pull.repository.directory)).get(`refs/heads/${edit.base}`);
    if (sha === undefined)
      throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
    pull.pull.baseRef = edit.base;
    pull.pull.baseSha = sha;
    await refreshTestMerge(pull);
  }
  if (Object.keys(changes).length > 0) {
    await pullRequestEvent(hub, pull, { action: 'edited', actor, more: { changes } });
  }
  if (edit.state === 'closed' && pull.state === 'open') await close(hub, pull, { actor, merged: false });
  if (edit.state === 'open' && pull.state === 'closed') {
    if (pull.pull.mergedAt !== null) {
      throw validationFailed({ resource: 'PullRequest', code: 'invalid', field: 'state' });
    }
    pull.state = 'open';
    pull.closedAt = null;
    const tip = await resolveCommit(pull.pull.headRepository.directory, pull.pull.headRef);
    await moveHead(pull, tip ?? pull.pull.headSha);
    await pullRequestEvent(hub, pull, { action: 'reopened', actor });
  }
}

async function mergePull(call: Call, pull: PullRequest): Promise<string> {
  const { directory } = pull.repository;
  const { baseRef, baseSha, headSha } = pull.pull;
  const message = `Merge pull request #${pull.number} from ${pull.pull.headRef}`;
  return moveRefs(call.hub, pull.repository, {
    actor: actorOf(call.caller),
    work: async () => {
      const sha = await mergeTrees(directory, { base: baseSha, head: headSha }, message);
      if (sha === null) throw new ApiError(405, 'Pull Request is not mergeable');
      await setRef(directory, `refs/heads/${baseRef}`, sha);
      return sha;
    },
  });
}
