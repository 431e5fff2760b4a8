// Who may do what in a repository: one decision for REST calls and for git, with GitHub's answers for each refusal.
import { installationCovers, type Access, type Caller } from '../model/app.ts';
import { roleIsAtLeast, type Role } from '../model/account.ts';
import { roleOf, type Repository } from '../model/repository.ts';
import type { Actor } from '../events/happening.ts';
import { ApiError, notFound, requiresAuthentication } from './answer.ts';
import { param, type Call } from './router.ts';

/** A permission, or several of which one is enough, and the role a person needs for the same. */
export interface Need {
  readonly permission: string | readonly string[];
  readonly access: Access;
  readonly role?: Role;
  /** The permission is needed in public repositories too. */
  readonly evenPublic?: boolean;
}

/** The repository in the path, when the caller may do this there. */
export function repositoryFor(call: Call, need: Need): Repository {
  const repository = call.hub.repositories.get(
    `${param(call, 'owner')}/${param(call, 'repo')}`.toLowerCase(),
  );
  if (repository === undefined || !mayRead(call.caller, repository)) throw notFound();
  permit(call.caller, repository, need);
  return repository;
}

export function mayRead(caller: Caller, repository: Repository): boolean {
  if (!repository.private) return true;
  if (caller.kind === 'user') return roleIsAtLeast(roleOf(repository, caller.account.login), 'read');
  if (caller.kind === 'installation') return covers(caller, repository);
  return false;
}

export function permit(caller: Caller, repository: Repository, need: Need): void {
  switch (caller.kind) {
    case 'anonymous':
      if (need.access === 'write' || need.evenPublic === true) throw requiresAuthentication();
      return;
    case 'app':
      throw new ApiError(403, 'Resource not accessible by integration');
    case 'installation':
      if (!installationMay(caller, repository, need)) {
        throw new ApiError(403, 'Resource not accessible by integration', {
          headers: { 'x-accepted-github-permissions': acceptedPermissions(need) },
        });
      }
      return;
    case 'user': {
      const role = need.role ?? (need.access === 'write' ? 'write' : 'read');
      if (roleIsAtLeast(roleOf(repository, caller.account.login), role)) return;
      throw new ApiError(403, `Must have ${role} rights to Repository.`);
    }
  }
}

export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case 'user':
      return { account: caller.account, app: null, workflowRunId: null };
    case 'installation':
      return {
        account: caller.installation.app.bot,
        app: caller.installation.app,
        workflowRunId: caller.workflowRunId,
      };
    case 'anonymous':
    case 'app':
      throw requiresAuthentication();
  }
}

function installationMay(
  caller: Extract<Caller, { kind: 'installation' }>,
  repository: Repository,
  need: Need,
): boolean {
  const names = typeof need.permission === 'string' ? [need.permission] : need.permission;
  const isPublicRead = need.access === 'read' && !repository.private && need.evenPublic !== true;
  if (isPublicRead || (need.access === 'read' && names.includes('metadata'))) return true;
  if (!covers(caller, repository)) return false;
  return names.some((name) => {
    const granted = caller.permissions[name];
    return granted === 'write' || (granted === 'read' && need.access === 'read');
  });
}

function covers(caller: Extract<Caller, { kind: 'installation' }>, repository: Repository): boolean {
  return (
    installationCovers(caller.installation, repository) &&
    (caller.repositories === null || caller.repositories.has(repository))
  );
}

function acceptedPermissions(need: Need): string {
  const names = typeof need.permission === 'string' ? [need.permission] : need.permission;
  return names.map((name) => `${name}=${need.access}`).join('; ');
}
