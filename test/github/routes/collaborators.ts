// Who has which role: what bots ask before they obey a command.
import { ApiError, noContent, notFound, ok } from '../http/answer.ts';
import { listAnswer } from '../http/pages.ts';
import { repositoryFor } from '../http/permit.ts';
import { param, route } from '../http/router.ts';
import { roleIsAtLeast, type Role } from '../model/account.ts';
import { roleOf } from '../model/repository.ts';
import { accountView } from '../views/account-view.ts';

const needs = { permission: 'metadata', access: 'read', role: 'write' } as const;

export const collaboratorRoutes = [
  route('GET', '/repos/{owner}/{repo}/collaborators/{username}/permission', (call) => {
    const repository = repositoryFor(call, needs);
    const account = call.hub.accounts.get(param(call, 'username').toLowerCase());
    if (call.caller.kind === 'anonymous') {
      throw new ApiError(401, 'Requires authentication');
    }
    if (account === undefined) throw notFound();
    const role = roleOf(repository, account.login);
    return ok({
      permission: coarse(role),
      role_name: role,
      user: {
        ...accountView(call.hub, account),
        role_name: role,
        permissions: {
          admin: roleIsAtLeast(role, 'admin'),
          maintain: roleIsAtLeast(role, 'maintain'),
          push: roleIsAtLeast(role, 'write'),
          triage: roleIsAtLeast(role, 'triage'),
          pull: roleIsAtLeast(role, 'read'),
        },
      },
    });
  }),

  route('GET', '/repos/{owner}/{repo}/collaborators/{username}', (call) => {
    const repository = repositoryFor(call, needs);
    const login = param(call, 'username');
    if (repository.owner.login === login || repository.collaborators.has(login)) return noContent();
    throw notFound();
  }),

  route('GET', '/repos/{owner}/{repo}/collaborators', (call) => {
    const repository = repositoryFor(call, needs);
    const logins = [repository.owner.login, ...repository.collaborators.keys()];
    const accounts = logins.flatMap((login) => call.hub.accounts.get(login.toLowerCase()) ?? []);
    return listAnswer(call, accounts, (account) => ({
      ...accountView(call.hub, account),
      role_name: roleOf(repository, account.login),
    }));
  }),
];

/** The older field knows four words: maintain counts as write, triage as read. */
function coarse(role: Role): string {
  switch (role) {
    case 'maintain':
      return 'write';
    case 'triage':
      return 'read';
    case 'admin':
    case 'write':
    case 'read':
    case 'none':
      return role;
  }
}
