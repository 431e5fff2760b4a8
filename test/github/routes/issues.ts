// Issues and their labels; pull requests are issues here too.
import { z } from 'zod';
import { created, notFound, ok } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { listAnswer } from '../http/pages.ts';
import { actorOf, permit, repositoryFor, type Need } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { pullRequestEvent } from '../events/pull-request-event.ts';
import { close } from '../git/pushes.ts';
import type { Access } from '../model/app.ts';
import { isPullRequest, type Issue } from '../model/issue.ts';
import { openIssue } from '../open-issue.ts';
import { issueView, labelsView } from '../views/issue-view.ts';

export const issueRoutes = [
  route('GET', '/repos/{owner}/{repo}/issues', (call) => {
    const repository = repositoryFor(call, { permission: ['issues', 'pull_requests'], access: 'read' });
    const state = call.url.searchParams.get('state') ?? 'open';
    const creator = call.url.searchParams.get('creator');
    const issues = [...repository.issues.values()]
      .filter((issue) => state === 'all' || issue.state === state)
      .filter((issue) => creator === null || issue.author.login === creator);
    return listAnswer(call, issues.reverse(), (issue) => issueView(call.hub, issue));
  }),

  route('POST', '/repos/{owner}/{repo}/issues', async (call) => {
    const repository = repositoryFor(call, { permission: 'issues', access: 'write', role: 'read' });
    const body = readBody(call, z.object({ title: z.string(), body: z.string().max(65_536).nullish() }));
    const issue = await openIssue(call.hub, repository, {
      actor: actorOf(call.caller),
      title: body.title,
      body: body.body ?? null,
    });
    return created(issueView(call.hub, issue));
  }),

  route('GET', '/repos/{owner}/{repo}/issues/{issue_number}', (call) =>
    ok(issueView(call.hub, issueFor(call, { access: 'read' }))),
  ),

  route('PATCH', '/repos/{owner}/{repo}/issues/{issue_number}', async (call) => {
    const issue = issueFor(call, { access: 'write', role: 'triage' });
    const body = readBody(
      call,
      z.object({
        title: z.string().optional(),
        body: z.string().max(65_536).nullish(),
        state: z.enum(['open', 'closed']).optional(),
      }),
    );
    issue.title = body.title ?? issue.title;
    if (body.body !== undefined) issue.body = body.body;
    issue.updatedAt = call.hub.clock.now();
    if (body.state !== undefined && body.state !== issue.state) {
      if (isPullRequest(issue) && body.state === 'closed') {
        await close(call.hub, issue, { actor: actorOf(call.caller), merged: false });
      } else {
        issue.state = body.state;
        issue.closedAt = body.state === 'closed' ? call.hub.clock.now() : null;
      }
    }
    return ok(issueView(call.hub, issue));
  }),

  route('GET', '/repos/{owner}/{repo}/issues/{issue_number}/labels', (call) => {
    const issue = issueFor(call, { access: 'read' });
    return listAnswer(call, labelsView(call.hub, issue), (label) => label);
  }),

  route('POST', '/repos/{owner}/{repo}/issues/{issue_number}/labels', async (call) => {
    const issue = issueFor(call, { access: 'write', role: 'triage' });
    const schema = z.union([z.array(z.string()), z.object({ labels: z.array(z.string()) })]);
    const body = readBody(call, schema);
    for (const name of Array.isArray(body) ? body : body.labels) await addLabel(call, issue, name);
    return ok(labelsView(call.hub, issue));
  }),

  route('DELETE', '/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', async (call) => {
    const issue = issueFor(call, { access: 'write', role: 'triage' });
    const name = param(call, 'name');
    const at = issue.labels.findIndex((label) => label.toLowerCase() === name.toLowerCase());
    if (at < 0) throw notFound();
    const label = labelsView(call.hub, issue)[at] ?? { name };
    issue.labels.splice(at, 1);
    if (isPullRequest(issue)) {
      const actor = actorOf(call.caller);
      await pullRequestEvent(call.hub, issue, { action: 'unlabeled', actor, more: { label } });
    }
    return ok(labelsView(call.hub, issue));
  }),
];

/** Issues need `issues`; for pull requests `pull_requests` is as good. */
export function issueFor(call: Call, need: { readonly access: Access; readonly role?: Need['role'] }): Issue {
  const readable = repositoryFor(call, { permission: 'metadata', access: 'read' });
  const issue = readable.issues.get(Number(param(call, 'issue_number')));
  if (issue === undefined) throw notFound();
  permitIssue(call, issue, need);
  return issue;
}

export function permitIssue(
  call: Call,
  issue: Issue,
  need: { readonly access: Access; readonly role?: Need['role'] },
): void {
  permit(call.caller, issue.repository, {
    permission: issue.pull === null ? 'issues' : ['issues', 'pull_requests'],
    access: need.access,
    ...(need.role === undefined ? {} : { role: need.role }),
  });
}

/** Labels that the repository does not know yet come into being. */
async function addLabel(call: Call, issue: Issue, name: string): Promise<void> {
  const { hub } = call;
  const key = name.toLowerCase();
  const known = issue.repository.labels.get(key) ?? { id: hub.nextId(), name, color: 'ededed' };
  issue.repository.labels.set(key, known);
  if (issue.labels.some((label) => label.toLowerCase() === key)) return;
  issue.labels.push(known.name);
  issue.updatedAt = hub.clock.now();
  if (!isPullRequest(issue)) return;
  const label = labelsView(hub, issue).at(-1) ?? { name };
  await pullRequestEvent(hub, issue, { action: 'labeled', actor: actorOf(call.caller), more: { label } });
}
