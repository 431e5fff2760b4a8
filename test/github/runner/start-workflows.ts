// Starts the workflows that an event triggers, read from the commit GitHub would read them from.
import type { Happening } from '../events/happening.ts';
import { noCommit, mergeBaseOf, readRefs } from '../git/bare-repository.ts';
import { changedFiles } from '../git/diff.ts';
import type { Hub } from '../hub.ts';
import { toText } from '../json.ts';
import { isPullRequest, type PullRequest } from '../model/issue.ts';
import { readWorkflows } from './read-workflows.ts';
import { startRun } from './run-workflow.ts';
import { isTriggered } from './triggers.ts';

/** git knows the tree without files everywhere. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** Longer chains of workflow_run events are cut, as on GitHub. */
const maxChainLength = 3;

export async function startWorkflows(hub: Hub, happening: Happening): Promise<void> {
  const { repository, actor } = happening;
  // What a workflow's own token does starts nothing; forks have Actions switched off.
  if (actor.workflowRunId !== null || repository.parent !== null) return;
  const events =
    happening.event === 'pull_request' ? ['pull_request', 'pull_request_target'] : [happening.event];
  for (const event of events) await startFor(hub, { ...happening, event });
}

async function startFor(hub: Hub, happening: Happening): Promise<void> {
  const { repository, event } = happening;
  const place = await placeOf(happening);
  if (place === null) return;
  const chainLength = happening.chainLength ?? 0;
  if (event === 'workflow_run' && chainLength > maxChainLength) return;
  for (const found of await readWorkflows(hub, repository, place.sha)) {
    const { workflow, file } = found;
    const changedPaths = filtersPaths(file.triggers.get(event)) ? await place.changedPaths() : [];
    const payload = happening.facts;
    if (!isTriggered(file, { event, action: happening.action, payload, changedPaths })) continue;
    await startRun(hub, {
      workflow,
      file,
      event,
      payload,
      actor: happening.actor.account,
      sha: place.sha,
      ref: place.ref,
      headSha: place.headSha,
      headBranch: place.headBranch,
      headRepository: place.pull?.pull.headRepository ?? repository,
      isForkPull:
        event === 'pull_request' && place.pull !== null && place.pull.pull.headRepository !== repository,
      title: place.pull?.title ?? workflow.name,
      inputs: {},
      chainLength,
    });
  }
}

interface Place {
  readonly sha: string;
  readonly ref: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly pull: PullRequest | null;
  changedPaths(): Promise<readonly string[]>;
}

async function placeOf(happening: Happening): Promise<Place | null> {
  const { repository, event, facts } = happening;
  const { directory } = repository;
  const paths = async (base: string, head: string): Promise<readonly string[]> =>
    (await changedFiles(directory, base, head)).map((file) => file.filename);
  if (event === 'push') {
    const [ref, before, after] = [toText(facts['ref']), toText(facts['before']), toText(facts['after'])];
    if (after === noCommit) return null;
    return {
      sha: after,
      ref,
      headSha: after,
      headBranch: ref.replace(/^refs\/(heads|tags)\//, ''),
      pull: null,
      changedPaths: () => paths(before === noCommit ? emptyTree : before, after),
    };
  }
  const issue = event.startsWith('pull_request') ? repository.issues.get(Number(facts['number'])) : undefined;
  const pull = issue !== undefined && isPullRequest(issue) ? issue : null;
  const pathsOfPull = async (): Promise<readonly string[]> => {
    if (pull === null) return [];
    const base = await mergeBaseOf(directory, pull.pull.baseSha, pull.pull.headSha);
    return paths(base ?? pull.pull.baseSha, pull.pull.headSha);
  };
  if (event === 'pull_request') {
    if (pull === null || pull.pull.mergeSha === null) return null; // no run while the branches conflict
    const { mergeSha, headSha, headRef } = pull.pull;
    const isMerged = pull.pull.mergedAt !== null;
    const ref = isMerged ? `refs/heads/${pull.pull.baseRef}` : `refs/pull/${pull.number}/merge`;
    return { sha: mergeSha, ref, headSha, headBranch: headRef, pull, changedPaths: pathsOfPull };
  }
  const ref = `refs/heads/${repository.defaultBranch}`;
  const sha = (await readRefs(directory, 'refs/heads/')).get(ref);
  if (sha === undefined) return null;
  return { sha, ref, headSha: sha, headBranch: repository.defaultBranch, pull, changedPaths: pathsOfPull };
}

function filtersPaths(
  filter: { readonly paths?: unknown; readonly 'paths-ignore'?: unknown } | undefined,
): boolean {
  return filter?.paths !== undefined || filter?.['paths-ignore'] !== undefined;
}
