// Repositories, branches, forks, users and the quota: the addresses everything else hangs on.
import { z } from 'zod';
import { ApiError, created, notFound, ok, requiresAuthentication } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { listAnswer } from '../http/pages.ts';
import { repositoryFor } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { forkRepository } from '../fork-repository.ts';
import { readCommit } from '../git/commits.ts';
import { readRefs } from '../git/bare-repository.ts';
import type { Account } from '../model/account.ts';
import { roleIsAtLeast } from '../model/account.ts';
import { roleOf } from '../model/repository.ts';
import { publicUserView } from '../views/account-view.ts';
import { commitView } from '../views/commit-view.ts';
import { fullRepositoryView, repositoryUrl } from '../views/repository-view.ts';

const readMetadata = { permission: 'metadata', access: 'read' } as const;

export const repoRoutes = [
  route('GET', '/rate_limit', (call) => ok(call.hub.rateLimits.overview(call.caller))),

  route('GET', '/user', (call) => ok(publicUserView(call.hub, callingUser(call)))),

  route('GET', '/users/{username}', (call) => {
    const account = call.hub.accounts.get(param(call, 'username').toLowerCase());
    if (account === undefined) throw notFound();
    return ok(publicUserView(call.hub, account));
  }),

  route('GET', '/repos/{owner}/{repo}', (call) => {
    const repository = repositoryFor(call, readMetadata);
    const { caller } = call;
    if (caller.kind !== 'user') return ok(fullRepositoryView(call.hub, repository));
    const role = roleOf(repository, caller.account.login);
    const permissions = {
      admin: roleIsAtLeast(role, 'admin'),
      maintain: roleIsAtLeast(role, 'maintain'),
      push: roleIsAtLeast(role, 'write'),
      triage: roleIsAtLeast(role, 'triage'),
      pull: roleIsAtLeast(role, 'read'),
    };
    return ok({ ...fullRepositoryView(call.hub, repository), permissions });
  }),

  route('POST', '/repos/{owner}/{repo}/forks', async (call) => {
    const parent = repositoryFor(call, readMetadata);
    const { name } = readBody(call, z.object({ name: z.string().optional() }));
    const owner = callingUser(call);
    const fork = await forkRepository(call.hub, parent, { owner, name: name ?? parent.name });
    return { status: 202, body: fullRepositoryView(call.hub, fork), headers: {} };
  }),

  route('GET', '/repos/{owner}/{repo}/branches', async (call) => {
    const repository = repositoryFor(call, { permission: 'contents', access: 'read' });
    const refs = await readRefs(repository.directory, 'refs/heads/');
    return listAnswer(call, [...refs], ([ref, sha]) => ({
      name: ref.slice('refs/heads/'.length),
      commit: { sha, url: `${repositoryUrl(call.hub, repository)}/commits/${sha}` },
      protected: false,
    }));
  }),

  route('GET', '/repos/{owner}/{repo}/branches/{branch*}', async (call) => {
    const repository = repositoryFor(call, { permission: 'contents', access: 'read' });
    const name = param(call, 'branch');
    const sha = (await readRefs(repository.directory, 'refs/heads/')).get(`refs/heads/${name}`);
    if (sha === undefined) throw new ApiError(404, 'Branch not found');
    const url = `${repositoryUrl(call.hub, repository)}/branches/${name}`;
    return ok({
      name,
      commit: commitView(call.hub, repository, await readCommit(repository.directory, sha)),
      _links: { self: url, html: `${call.hub.origin}/${repository.fullName}/tree/${name}` },
      protected: false,
      protection: {
        enabled: false,
        required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
      },
      protection_url: `${url}/protection`,
    });
  }),

  route('GET', '/repos/{owner}/{repo}/labels', (call) => {
    const repository = repositoryFor(call, { permission: ['issues', 'pull_requests'], access: 'read' });
    return listAnswer(call, [...repository.labels.values()], (label) => ({
      id: label.id,
      node_id: Buffer.from(`Label:${label.id}`).toString('base64url'),
      url: `${repositoryUrl(call.hub, repository)}/labels/${encodeURIComponent(label.name)}`,
      name: label.name,
      color: label.color,
      default: false,
      description: null,
    }));
  }),

  route('POST', '/repos/{owner}/{repo}/labels', (call) => {
    const repository = repositoryFor(call, {
      permission: ['issues', 'pull_requests'],
      access: 'write',
      role: 'triage',
    });
    const body = readBody(call, z.object({ name: z.string(), color: z.string().default('ededed') }));
    if (repository.labels.has(body.name.toLowerCase())) {
      throw new ApiError(422, 'Validation Failed', {
        errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }],
      });
    }
    const label = { id: call.hub.nextId(), name: body.name, color: body.color };
    repository.labels.set(body.name.toLowerCase(), label);
    return created({
      id: label.id,
      node_id: Buffer.from(`Label:${label.id}`).toString('base64url'),
      url: `${repositoryUrl(call.hub, repository)}/labels/${encodeURIComponent(label.name)}`,
      name: label.name,
      color: label.color,
      default: false,
      description: null,
    });
  }),
];

function callingUser(call: Call): Account {
  switch (call.caller.kind) {
    case 'user':
      return call.caller.account;
    case 'installation':
    case 'app':
      throw new ApiError(403, 'Resource not accessible by integration');
    case 'anonymous':
      throw requiresAuthentication();
  }
}
