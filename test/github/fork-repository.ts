// A fork is a repository of its own with the same objects; pull requests bring its commits back into the parent.
import { join } from 'node:path';
import { createBareRepository } from './git/bare-repository.ts';
import { runGit } from './git/run-git.ts';
import type { Hub } from './hub.ts';
import { ApiError } from './http/answer.ts';
import type { Account } from './model/account.ts';
import type { Repository } from './model/repository.ts';

export async function addRepository(
  hub: Hub,
  facts: {
    readonly owner: Account;
    readonly name: string;
    readonly private: boolean;
    readonly defaultBranch: string;
    readonly parent: Repository | null;
  },
): Promise<Repository> {
  const fullName = `${facts.owner.login}/${facts.name}`;
  if (hub.repositories.has(fullName.toLowerCase())) {
    throw new ApiError(422, `Repository ${fullName} already exists.`);
  }
  const now = hub.clock.now();
  const repository: Repository = {
    id: hub.nextId(),
    ...facts,
    fullName,
    directory: join(hub.directory, 'repositories', facts.owner.login, `${facts.name}.git`),
    createdAt: now,
    pushedAt: now,
    collaborators: new Map(),
    issues: new Map(),
    labels: new Map(),
    secrets: new Map(),
    variables: new Map(),
  };
  await createBareRepository(repository.directory, facts.defaultBranch);
  hub.repositories.set(fullName.toLowerCase(), repository);
  return repository;
}

export async function forkRepository(
  hub: Hub,
  parent: Repository,
  fork: { readonly owner: Account; readonly name: string },
): Promise<Repository> {
  const repository = await addRepository(hub, {
    owner: fork.owner,
    name: fork.name,
    private: parent.private,
    defaultBranch: parent.defaultBranch,
    parent,
  });
  await runGit(repository.directory, [
    'fetch',
    '--quiet',
    parent.directory,
    '+refs/heads/*:refs/heads/*',
    '+refs/tags/*:refs/tags/*',
  ]);
  return repository;
}
