// Who is refused what, in one table, and how credentials go wrong.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppHandle } from './handles/app-handle.ts';
import type { RepositoryHandle } from './handles/repository-handle.ts';
import type { Installation, Permissions } from './model/app.ts';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { appJwt, client, statusOf } from './test-client.ts';

let github: TestGitHub;
let open: RepositoryHandle;
let secret: RepositoryHandle;
let headSha: string;

beforeAll(async () => {
  github = await startTestGitHub();
  const roles = {
    reader: 'read',
    triager: 'triage',
    writer: 'write',
    keeper: 'maintain',
    boss: 'admin',
  } as const;
  open = await github.createRepository({
    owner: 'alice',
    name: 'open',
    collaborators: roles,
    files: { a: '1\n' },
  });
  secret = await github.createRepository({
    owner: 'alice',
    name: 'secret',
    private: true,
    collaborators: roles,
    files: { a: '1\n' },
  });
  for (const repository of [open, secret]) {
    headSha = await repository.push({ b: '1\n' }, { branch: 'feature' });
    await repository.openPullRequest({ head: 'feature' });
  }
  headSha = await open.tip('feature');
});

afterAll(() => github[Symbol.asyncDispose]());

type Verb = 'read' | 'comment' | 'label' | 'check' | 'write file' | 'ask role';

async function attempt(token: string | null, verb: Verb, repo: 'open' | 'secret'): Promise<string> {
  const api = client(github, token);
  const own = { owner: 'alice', repo };
  switch (verb) {
    case 'read':
      return statusOf(api.pulls.get({ ...own, pull_number: 1 }));
    case 'comment':
      return statusOf(api.issues.createComment({ ...own, issue_number: 1, body: 'Hello' }));
    case 'label':
      return statusOf(api.issues.addLabels({ ...own, issue_number: 1, labels: ['fast'] }));
    case 'check': {
      const repository = repo === 'open' ? open : secret;
      return statusOf(api.checks.create({ ...own, name: 'perf', head_sha: await repository.tip('feature') }));
    }
    case 'write file': {
      const content = Buffer.from('x').toString('base64');
      const path = `file-${github.requests().length}.txt`;
      return statusOf(
        api.repos.createOrUpdateFileContents({ ...own, path, message: 'x', content, branch: 'feature' }),
      );
    }
    case 'ask role':
      return statusOf(api.repos.getCollaboratorPermissionLevel({ ...own, username: 'reader' }));
  }
}

describe('people', () => {
  test.each([
    [null, 'open', 'read', '200'],
    [null, 'open', 'comment', '401 Requires authentication'],
    [null, 'secret', 'read', '404 Not Found'],
    ['stranger', 'open', 'comment', '201'],
    ['stranger', 'open', 'label', '403 Must have triage rights to Repository.'],
    ['stranger', 'secret', 'read', '404 Not Found'],
    ['stranger', 'secret', 'comment', '404 Not Found'],
    ['reader', 'secret', 'comment', '201'],
    ['reader', 'secret', 'ask role', '403 Must have write rights to Repository.'],
    ['triager', 'open', 'label', '200'],
    ['triager', 'open', 'write file', '403 Must have write rights to Repository.'],
    ['writer', 'open', 'write file', '201'],
    ['writer', 'open', 'ask role', '200'],
    ['writer', 'open', 'check', '403 You must authenticate via a GitHub App.'],
    ['boss', 'secret', 'write file', '201'],
  ] as const)('%s in %s: %s gives %s', async (who, repo, verb, wanted) => {
    const token = who === null ? null : github.createUser(who).token;
    expect(await attempt(token, verb, repo)).toBe(wanted);
  });

  test.each([
    ['reader', 'read', 'read'],
    ['triager', 'read', 'triage'],
    ['writer', 'write', 'write'],
    ['keeper', 'write', 'maintain'],
    ['boss', 'admin', 'admin'],
    ['alice', 'admin', 'admin'],
    ['stranger', 'none', 'none'],
  ])('%s has permission %s and role %s', async (username, permission, role) => {
    github.createUser('stranger');
    const api = client(github, github.createUser('alice').token);
    const { data } = await api.repos.getCollaboratorPermissionLevel({
      owner: 'alice',
      repo: 'secret',
      username,
    });
    expect([data.permission, data.role_name]).toEqual([permission, role]);
  });
});

const installed = (permissions: Permissions): { app: AppHandle; installation: Installation } => {
  const app = github.createApp({ slug: `app-${github.requests().length}`, permissions, events: [] });
  return { app, installation: app.install([open, secret]) };
};
const refused = '403 Resource not accessible by integration';

describe('apps', () => {
  test.each([
    [{ pull_requests: 'read' }, 'secret', 'read', '200'],
    [{ checks: 'write' }, 'secret', 'read', refused],
    [{ checks: 'write' }, 'open', 'read', '200'],
    [{ checks: 'write' }, 'open', 'check', '201'],
    [{ checks: 'read' }, 'open', 'check', refused],
    [{ checks: 'write' }, 'open', 'comment', refused],
    [{ issues: 'write' }, 'open', 'comment', '201'],
    [{ pull_requests: 'write' }, 'open', 'comment', '201'],
    [{ pull_requests: 'read' }, 'open', 'comment', refused],
    [{ contents: 'read' }, 'open', 'write file', refused],
    [{ contents: 'write' }, 'open', 'write file', '201'],
  ] as const)('%o in %s: %s gives %s', async (permissions, repo, verb, wanted) => {
    const { app, installation } = installed(permissions);
    expect(await attempt(app.token(installation), verb, repo)).toBe(wanted);
  });

  test('a token may have less than its installation, never more', async () => {
    const { app, installation } = installed({ checks: 'write', issues: 'write' });
    const itself = client(github, appJwt(app));
    const at = { installation_id: installation.id };
    const { data } = await itself.apps.createInstallationAccessToken({
      ...at,
      permissions: { checks: 'write' },
      repositories: ['open'],
    });
    expect(await attempt(data.token, 'check', 'open')).toBe('201');
    expect(await attempt(data.token, 'comment', 'open')).toBe(refused);
    expect(await attempt(data.token, 'check', 'secret')).toBe('404 Not Found');
    expect(
      await statusOf(
        itself.apps.createInstallationAccessToken({ ...at, permissions: { contents: 'write' } }),
      ),
    ).toBe('422 The permissions requested are not granted to this installation.');
  });

  test('an app may not change the check run of another', async () => {
    const one = installed({ checks: 'write' });
    const other = installed({ checks: 'write' });
    const own = { owner: 'alice', repo: 'open' };
    const { data } = await client(github, one.app.token(one.installation)).checks.create({
      ...own,
      name: 'perf',
      head_sha: headSha,
    });
    const change = client(github, other.app.token(other.installation)).checks.update({
      ...own,
      check_run_id: data.id,
      name: 'mine',
    });
    expect(await statusOf(change)).toMatch(/^403 Invalid app_id/);
  });
});

describe('credentials', () => {
  test('a token nobody has is refused', async () => {
    expect(await attempt('ghp_nobody', 'read', 'open')).toBe('401 Bad credentials');
  });

  test('an installation token ends after an hour', async () => {
    const { app, installation } = installed({ checks: 'write' });
    const token = app.token(installation);
    expect(await attempt(token, 'check', 'open')).toBe('201');
    github.clock.advance(60 * 60 * 1000 + 1);
    expect(await attempt(token, 'check', 'open')).toBe('401 Bad credentials');
  });

  test.each([
    [
      'signed by another key',
      (app: AppHandle, other: AppHandle) => appJwt({ id: app.id, privateKey: other.privateKey }),
      '401 A JSON web token could not be decoded',
    ],
    ['expired', (app: AppHandle) => appJwt(app, Date.now() / 1000 - 3600), "401 'Expiration time' claim"],
    ['valid for too long', (app: AppHandle) => appJwt(app, Date.now() / 1000 + 200), "401 'Issued at' claim"],
    [
      'of an app that is not there',
      (app: AppHandle) => appJwt({ id: 1, privateKey: app.privateKey }),
      '401 Integration must generate a public key',
    ],
  ])('a JWT %s is refused', async (_, make, wanted) => {
    const { app } = installed({});
    const { app: other } = installed({});
    expect(await statusOf(client(github, make(app, other)).apps.getAuthenticated())).toContain(wanted);
  });
});
