// An event goes two ways: to the apps that subscribed to it, and to the workflows that wait for it.
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import { installationCovers, type Installation } from '../model/app.ts';
import { accountView, nodeId, organizationView } from '../views/account-view.ts';
import { repositoryView } from '../views/repository-view.ts';
import { deliver } from './deliver.ts';
import type { Happening } from './happening.ts';

/** Of these permissions an installation needs one to be told. */
const neededPermissions: Readonly<Record<string, readonly string[]>> = {
  push: ['contents'],
  pull_request: ['pull_requests'],
  issues: ['issues'],
  issue_comment: ['issues', 'pull_requests'],
  check_run: ['checks'],
  workflow_run: ['actions'],
  workflow_job: ['actions'],
  repository_dispatch: ['contents'],
  workflow_dispatch: ['contents'],
};

export async function emit(hub: Hub, happening: Happening): Promise<void> {
  const { repository, actor } = happening;
  const payload: JsonObject = {
    ...(happening.action === null ? {} : { action: happening.action }),
    repository: repositoryView(hub, repository),
    ...(repository.owner.type === 'Organization'
      ? { organization: organizationView(hub, repository.owner) }
      : {}),
    sender: accountView(hub, actor.account),
    ...happening.facts,
  };
  for (const installation of hub.installations.values()) {
    if (!isTold(installation, happening)) continue;
    deliver(hub, {
      app: installation.app,
      event: happening.event,
      action: happening.action,
      installationId: installation.id,
      repositoryId: repository.id,
      payload: {
        ...payload,
        installation: {
          id: installation.id,
          node_id: nodeId('IntegrationInstallation', installation.id),
        },
      },
    });
  }
  await hub.runWorkflows({ ...happening, facts: payload });
}

function isTold(installation: Installation, happening: Happening): boolean {
  const { app, permissions } = installation;
  if (happening.onlyApp !== undefined && happening.onlyApp !== app) return false;
  if (!installationCovers(installation, happening.repository)) return false;
  const needed = neededPermissions[happening.event] ?? [];
  if (!needed.some((name) => permissions[name] !== undefined)) return false;
  // Apps that may write checks hear of them without having asked.
  return (
    app.events.includes(happening.event) ||
    (happening.event === 'check_run' && permissions['checks'] === 'write')
  );
}
