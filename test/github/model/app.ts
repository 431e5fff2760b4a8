// GitHub Apps, where they are installed, and the tokens that act for them.
import type { KeyObject } from 'node:crypto';
import type { Account } from './account.ts';
import type { Repository } from './repository.ts';

export type Access = 'read' | 'write';
/** Permission name (`checks`, `contents` …) to what is allowed; a missing name allows nothing. */
export type Permissions = Readonly<Record<string, Access>>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly owner: Account;
  /** The `slug[bot]` account that its comments and pushes are from. */
  readonly bot: Account;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly publicKey: KeyObject;
  readonly hookId: number;
  /** Where events go; set when the receiver is known. Null: nothing is sent. */
  webhook: { readonly url: string; readonly secret: string } | null;
  readonly createdAt: Date;
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  readonly permissions: Permissions;
  /** Null: every repository of the account. */
  readonly repositories: Set<Repository> | null;
  readonly createdAt: Date;
}

export function installationCovers(installation: Installation, repository: Repository): boolean {
  return installation.repositories === null
    ? installation.account === repository.owner
    : installation.repositories.has(repository);
}

/** Who a request is from, after its credentials were checked. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly account: Account }
  | { readonly kind: 'app'; readonly app: App }
  | InstallationToken;

export interface InstallationToken {
  readonly kind: 'installation';
  readonly token: string;
  readonly installation: Installation;
  /** What this token may touch: never more than its installation. */
  readonly repositories: ReadonlySet<Repository> | null;
  readonly permissions: Permissions;
  readonly expiresAt: Date;
  /** The workflow run it was made for: its events start no further workflows. */
  readonly workflowRunId: number | null;
}
