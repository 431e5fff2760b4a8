// A person in a test: a login with a token.
import { randomBytes } from 'node:crypto';
import type { Hub } from '../hub.ts';
import type { Account } from '../model/account.ts';

export interface UserHandle {
  readonly login: string;
  readonly token: string;
  readonly account: Account;
}

/** Asking for the same login again gives the same person. */
export function userHandle(hub: Hub, login: string, type: 'User' | 'Organization' = 'User'): UserHandle {
  const known = hub.accounts.get(login.toLowerCase());
  const account = known ?? { id: hub.nextId(), login, type, createdAt: hub.clock.now() };
  hub.accounts.set(login.toLowerCase(), account);
  const knownToken = [...hub.userTokens].find(([, owner]) => owner === account)?.[0];
  const token = knownToken ?? `ghp_${randomBytes(18).toString('hex')}`;
  hub.userTokens.set(token, account);
  return { login: account.login, token, account };
}
