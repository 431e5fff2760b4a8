// Makes installation tokens: for apps that ask, and for each job of a workflow.
import { randomBytes } from 'node:crypto';
import type { Hub } from './hub.ts';
import type { Installation, InstallationToken, Permissions } from './model/app.ts';
import type { Repository } from './model/repository.ts';

const lifetimeMs = 3_600_000;

export function mintToken(
  hub: Hub,
  wanted: {
    readonly installation: Installation;
    readonly permissions: Permissions;
    readonly repositories: ReadonlySet<Repository> | null;
    readonly workflowRunId: number | null;
  },
): InstallationToken {
  const token: InstallationToken = {
    kind: 'installation',
    // Longer than the forty characters such tokens long had, as GitHub's are by now.
    token: `ghs_${wanted.installation.app.id}_${randomBytes(40).toString('hex')}`,
    installation: wanted.installation,
    repositories: wanted.repositories,
    permissions: wanted.permissions,
    expiresAt: new Date(hub.clock.now().getTime() + lifetimeMs),
    workflowRunId: wanted.workflowRunId,
  };
  hub.installationTokens.set(token.token, token);
  return token;
}
