// A repository with one pull request on the test GitHub, and clients of it with chosen rights.
import { getOctokit } from '@actions/github';
import type { Requester } from '../../../src/io/forge/requester.ts';
import type { FileChanges } from '../../github/git/push-as.ts';
import type { RepositoryHandle } from '../../github/handles/repository-handle.ts';
import type { UserHandle } from '../../github/handles/user-handle.ts';
import type { PullRequest } from '../../github/model/issue.ts';
import { startTestGitHub, type TestGitHub } from '../../github/start-test-github.ts';

export interface Shop extends AsyncDisposable {
  readonly github: TestGitHub;
  readonly repository: RepositoryHandle;
  readonly name: { readonly owner: string; readonly repo: string };
  readonly alice: UserHandle;
  readonly pull: PullRequest;
  /** Token of an App with these rights. */
  token(permissions: Readonly<Record<string, 'read' | 'write'>>): string;
  /** A client that waits for nothing, with such a token. */
  requester(permissions: Readonly<Record<string, 'read' | 'write'>>): Requester;
}

export interface ShopFiles {
  readonly base?: FileChanges;
  readonly head?: FileChanges;
}

export async function startShop({ base, head }: ShopFiles = {}): Promise<Shop> {
  const github = await startTestGitHub();
  const alice = github.createUser('alice');
  const repository = await github.createRepository({
    owner: 'alice',
    name: 'shop',
    files: base ?? { 'src/app.ts': 'one\n'.repeat(200) },
  });
  await repository.push(head ?? { 'src/app.ts': `${'one\n'.repeat(199)}two\n` }, { branch: 'change' });
  const pull = await repository.openPullRequest({ head: 'change', title: 'Faster lists', body: 'See #1' });
  let apps = 0;
  const token: Shop['token'] = (permissions) => {
    const app = github.createApp({ slug: `app-${(apps += 1)}`, permissions, events: [] });
    return app.token(app.install([repository]));
  };
  return {
    github,
    repository,
    name: { owner: 'alice', repo: 'shop' },
    alice,
    pull,
    token,
    requester: (permissions) => getOctokit(token(permissions), { baseUrl: github.origin }),
    [Symbol.asyncDispose]: () => github[Symbol.asyncDispose](),
  };
}
