// A hosted repository: its settings are here, its objects and refs are in a real bare repository on disk.
import type { Account, Role } from './account.ts';
import type { Issue } from './issue.ts';

interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
}

export interface Repository {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  readonly fullName: string;
  readonly private: boolean;
  defaultBranch: string;
  /** The repository this one was forked from. */
  readonly parent: Repository | null;
  /** Absolute path of the bare repository. */
  readonly directory: string;
  readonly createdAt: Date;
  pushedAt: Date;
  readonly collaborators: Map<string, Role>;
  readonly issues: Map<number, Issue>;
  readonly labels: Map<string, Label>;
  readonly secrets: Map<string, string>;
  readonly variables: Map<string, string>;
}

export function roleOf(repository: Repository, login: string): Role {
  if (repository.owner.login === login) return 'admin';
  return repository.collaborators.get(login) ?? (repository.private ? 'none' : 'read');
}
