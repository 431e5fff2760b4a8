// What follows when refs move: push events, pull requests that get a new head, a new base, or are thereby merged or orphaned.
import { emit } from '../events/emit.ts';
import { pullRequestEvent } from '../events/pull-request-event.ts';
import { pushFacts } from '../events/push-facts.ts';
import type { Hub } from '../hub.ts';
import type { Actor } from '../events/happening.ts';
import { isPullRequest, type PullRequest } from '../model/issue.ts';
import type { Repository } from '../model/repository.ts';
import { isAncestor, noCommit, readRefs } from './bare-repository.ts';
import { moveHead, refreshTestMerge } from './pull-refs.ts';

interface RefMove {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
}

/** Compares the refs with what they were and lets everything happen that GitHub does after a push. */
export async function applyRefChanges(
  hub: Hub,
  repository: Repository,
  change: { readonly before: ReadonlyMap<string, string>; readonly actor: Actor },
): Promise<void> {
  const after = await readRefs(repository.directory);
  const names = new Set([...change.before.keys(), ...after.keys()]);
  for (const ref of [...names].filter((name) => !name.startsWith('refs/pull/')).sort()) {
    const move = { ref, before: change.before.get(ref) ?? noCommit, after: after.get(ref) ?? noCommit };
    if (move.before !== move.after) await applyMove(hub, repository, { move, actor: change.actor });
  }
}

async function applyMove(
  hub: Hub,
  repository: Repository,
  change: { readonly move: RefMove; readonly actor: Actor },
): Promise<void> {
  const { move, actor } = change;
  repository.pushedAt = hub.clock.now();
  await emit(hub, {
    event: 'push',
    action: null,
    repository,
    actor,
    facts: await pushFacts(hub, repository, { move, actor }),
  });
  if (!move.ref.startsWith('refs/heads/')) return;
  const branch = move.ref.slice('refs/heads/'.length);
  for (const pull of openPulls(hub)) {
    if (pull.pull.headRepository === repository && pull.pull.headRef === branch) {
      await headMoved(hub, pull, change);
    } else if (pull.repository === repository && pull.pull.baseRef === branch && move.after !== noCommit) {
      await baseMoved(hub, pull, change);
    }
  }
}

function openPulls(hub: Hub): readonly PullRequest[] {
  return [...hub.repositories.values()]
    .flatMap((repository) => [...repository.issues.values()])
    .filter(isPullRequest)
    .filter((pull) => pull.state === 'open');
}

async function headMoved(
  hub: Hub,
  pull: PullRequest,
  { move, actor }: { readonly move: RefMove; readonly actor: Actor },
): Promise<void> {
  if (move.after === noCommit) {
    await close(hub, pull, { actor, merged: false });
    return;
  }
  await moveHead(pull, move.after);
  pull.updatedAt = hub.clock.now();
  await pullRequestEvent(hub, pull, {
    action: 'synchronize',
    actor,
    more: { before: move.before, after: move.after },
  });
}

async function baseMoved(
  hub: Hub,
  pull: PullRequest,
  { move, actor }: { readonly move: RefMove; readonly actor: Actor },
): Promise<void> {
  if (await isAncestor(pull.repository.directory, pull.pull.headSha, move.after)) {
    pull.pull.mergeSha = move.after;
    await close(hub, pull, { actor, merged: true });
    return;
  }
  pull.pull.baseSha = move.after;
  await refreshTestMerge(pull);
}

export async function close(
  hub: Hub,
  pull: PullRequest,
  how: { readonly actor: Actor; readonly merged: boolean },
): Promise<void> {
  pull.state = 'closed';
  pull.closedAt = hub.clock.now();
  pull.updatedAt = pull.closedAt;
  if (how.merged) {
    pull.pull.mergedAt = pull.closedAt;
    pull.pull.mergedBy = how.actor.account;
  }
  await pullRequestEvent(hub, pull, { action: 'closed', actor: how.actor });
}
