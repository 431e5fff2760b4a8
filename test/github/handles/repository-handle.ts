// A repository in a test: who may do what in it, pushing files to it, and opening pull requests.
import { readRefs } from '../git/bare-repository.ts';
import { pushFiles, type FileChanges, type PushOptions } from '../git/push-as.ts';
import type { Hub } from '../hub.ts';
import { addRepository, forkRepository } from '../fork-repository.ts';
import type { Role } from '../model/account.ts';
import type { PullRequest } from '../model/issue.ts';
import type { Repository } from '../model/repository.ts';
import { openPull } from '../open-issue.ts';
import { userHandle, type UserHandle } from './user-handle.ts';

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  /** `main` where not given. */
  readonly defaultBranch?: string;
  /** Login to role. */
  readonly collaborators?: Readonly<Record<string, Role>>;
  /** The first commit, pushed by the owner. */
  readonly files?: FileChanges;
}

export interface RepositoryHandle {
  readonly repository: Repository;
  readonly fullName: string;
  /** Absolute path of the bare repository. */
  readonly directory: string;
  readonly cloneUrl: string;
  /** Commits the files and pushes by HTTP; the owner does it where nobody is named. */
  push(files: FileChanges, how?: Omit<PushOptions, 'author'> & { readonly by?: UserHandle }): Promise<string>;
  setRole(login: string, role: Role): void;
  setSecret(name: string, value: string): void;
  setVariable(name: string, value: string): void;
  fork(by: UserHandle, name?: string): Promise<RepositoryHandle>;
  openPullRequest(pull: NewPullRequest): Promise<PullRequest>;
  tip(branch: string): Promise<string>;
}

interface NewPullRequest {
  readonly head: string;
  /** The default branch where not given. */
  readonly base?: string;
  readonly from?: RepositoryHandle;
  readonly by?: UserHandle;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
}

export async function repositoryHandle(hub: Hub, wanted: NewRepository): Promise<RepositoryHandle> {
  const owner = userHandle(hub, wanted.owner);
  const repository = await addRepository(hub, {
    owner: owner.account,
    name: wanted.name,
    private: wanted.private ?? false,
    defaultBranch: wanted.defaultBranch ?? 'main',
    parent: null,
  });
  for (const [login, role] of Object.entries(wanted.collaborators ?? {})) {
    repository.collaborators.set(userHandle(hub, login).login, role);
  }
  const handle = handleOf(hub, repository, owner);
  if (wanted.files !== undefined) await handle.push(wanted.files, { message: 'First commit' });
  return handle;
}

function handleOf(hub: Hub, repository: Repository, owner: UserHandle): RepositoryHandle {
  const tip = async (branch: string): Promise<string> => {
    const sha = (await readRefs(repository.directory, 'refs/heads/')).get(`refs/heads/${branch}`);
    if (sha === undefined) throw new Error(`${repository.fullName} has no branch ${branch}.`);
    return sha;
  };
  return {
    repository,
    fullName: repository.fullName,
    directory: repository.directory,
    cloneUrl: `${hub.origin}/${repository.fullName}.git`,
    push: (files, { by = owner, ...how } = {}) => pushFiles(hub, repository, { ...how, author: by, files }),
    setRole: (login, role) => repository.collaborators.set(login, role),
    setSecret: (name, value) => repository.secrets.set(name, value),
    setVariable: (name, value) => repository.variables.set(name, value),
    fork: async (by, name) =>
      handleOf(
        hub,
        await forkRepository(hub, repository, { owner: by.account, name: name ?? repository.name }),
        by,
      ),
    openPullRequest: async (pull) => {
      const base = pull.base ?? repository.defaultBranch;
      const source = pull.from?.repository ?? repository;
      const headSha = (await readRefs(source.directory)).get(`refs/heads/${pull.head}`);
      if (headSha === undefined) throw new Error(`${source.fullName} has no branch ${pull.head}.`);
      return openPull(hub, repository, {
        actor: { account: (pull.by ?? owner).account, app: null, workflowRunId: null },
        title: pull.title ?? `Merge ${pull.head}`,
        body: pull.body ?? null,
        draft: pull.draft ?? false,
        base: { ref: base, sha: await tip(base) },
        head: { repository: source, ref: pull.head, sha: headSha },
      });
    },
    tip,
  };
}
