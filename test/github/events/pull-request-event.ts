// pull_request events, whatever made them happen.
import type { Hub } from '../hub.ts';
import type { Actor } from './happening.ts';
import type { JsonObject } from '../json.ts';
import type { PullRequest } from '../model/issue.ts';
import { pullView } from '../views/pull-view.ts';
import { emit } from './emit.ts';

export async function pullRequestEvent(
  hub: Hub,
  pull: PullRequest,
  what: { readonly action: string; readonly actor: Actor; readonly more?: JsonObject },
): Promise<void> {
  await emit(hub, {
    event: 'pull_request',
    action: what.action,
    repository: pull.repository,
    actor: what.actor,
    facts: { number: pull.number, pull_request: await pullView(hub, pull), ...what.more },
  });
}
