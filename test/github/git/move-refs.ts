// Lets a piece of work move refs and then everything follow that follows a push.
import type { Hub } from '../hub.ts';
import type { Actor } from '../events/happening.ts';
import type { Repository } from '../model/repository.ts';
import { readRefs } from './bare-repository.ts';
import { inTurn } from './in-turn.ts';
import { applyRefChanges } from './pushes.ts';

export async function moveRefs<Result>(
  hub: Hub,
  repository: Repository,
  change: { readonly actor: Actor; readonly work: () => Promise<Result> },
): Promise<Result> {
  return inTurn(repository.directory, async () => {
    const before = await readRefs(repository.directory);
    const result = await change.work();
    await applyRefChanges(hub, repository, { before, actor: change.actor });
    return result;
  });
}
