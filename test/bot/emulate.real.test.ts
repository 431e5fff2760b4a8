// An independent opinion: the bot's flow on somebody else's GitHub, `emulate`, as far as that one goes.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { Octokit } from '@octokit/rest';
import { createEmulator } from 'emulate';
import { expect, test } from 'vitest';
import { startBot } from '../../bot/start-bot.ts';
import { loopbackNetwork } from '../../src/io/network.ts';
import { openForgeWriter } from '../../src/io/forge/write-forge.ts';
import { TINY_FILES } from '../action/tiny-repository.ts';
import { appJwt } from '../github/test-client.ts';
import { check } from '../ports/forge-writer.contract.ts';
import { SECRET } from './staged-bot.ts';

const APP_ID = 4711;
const PLACE = { owner: 'alice', repo: 'shop' } as const;

interface Emulated extends AsyncDisposable {
  readonly people: Octokit;
  readonly webhooks: string;
  readonly apiUrl: string;
  /** What the App signs to speak for itself. */
  readonly jwt: string;
}

async function startEmulated(): Promise<Emulated> {
  const stack = new AsyncDisposableStack();
  const port = await loopbackNetwork().freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const bot = await startBot({
    appId: APP_ID,
    privateKey,
    webhookSecret: SECRET,
    apiUrl,
    host: '127.0.0.1',
    port: 0,
    workflow: 'perfcrew-bot.yml',
    checkName: 'perfcrew',
    logLevel: 'fatal',
    telemetry: {},
  });
  const webhooks = `http://127.0.0.1:${bot.port}/api/github/webhooks`;
  const emulator = await createEmulator({
    service: 'github',
    port,
    baseUrl: apiUrl,
    seed: {
      tokens: { tok_alice: { login: 'alice' } },
      github: {
        users: [{ login: 'alice' }],
        repos: [{ owner: 'alice', name: 'shop', auto_init: true }],
        apps: [
          {
            app_id: APP_ID,
            slug: 'perfcrew',
            name: 'perfcrew',
            private_key: privateKey,
            webhook_url: webhooks,
            webhook_secret: SECRET,
            permissions: {
              checks: 'write',
              pull_requests: 'write',
              issues: 'write',
              contents: 'read',
              actions: 'write',
              metadata: 'read',
            },
            events: ['pull_request', 'issue_comment', 'check_run'],
            installations: [{ installation_id: 1, account: 'alice', repository_selection: 'all' }],
          },
        ],
      },
    },
  });
  stack.defer(() => emulator.close());
  // Closed first, so that nobody asks a server that is gone.
  stack.use(bot);
  return {
    people: new Octokit({ auth: 'tok_alice', baseUrl: apiUrl }),
    webhooks,
    apiUrl,
    jwt: appJwt({ id: APP_ID, privateKey }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function openPullRequest(
  people: Octokit,
): Promise<{ readonly number: number; readonly headSha: string }> {
  const put = (path: string, text: string, branch: string) =>
    people.rest.repos.createOrUpdateFileContents({
      ...PLACE,
      path,
      branch,
      message: `Write ${path}`,
      content: Buffer.from(text).toString('base64'),
    });
  for (const [path, text] of Object.entries(TINY_FILES)) await put(path, text, 'main');
  const { data: main } = await people.rest.git.getRef({ ...PLACE, ref: 'heads/main' });
  await people.rest.git.createRef({ ...PLACE, ref: 'refs/heads/change', sha: main.object.sha });
  await put('lib/new.js', '1\n', 'change');
  const { data } = await people.rest.pulls.create({ ...PLACE, title: 'New', head: 'change', base: 'main' });
  return { number: data.number, headSha: data.head.sha };
}

/** There is no event to wait for on that side; after a minute it will not come. */
async function eventually<Value>(ask: () => Promise<Value | undefined>): Promise<Value> {
  for (let attempt = 0; attempt < 2_400; attempt += 1) {
    const value = await ask();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not happen.');
}

test('emulate: an opened pull request gets its check run; files changed and workflows do not exist there, so nothing is measured', async () => {
  await using emulated = await startEmulated();
  const { headSha } = await openPullRequest(emulated.people);
  const found = await eventually(async () => {
    const { data } = await emulated.people.rest.checks.listForRef({ ...PLACE, ref: headSha });
    return data.check_runs.find(({ status }) => status === 'completed');
  });
  expect(found).toMatchObject({ name: 'perfcrew', head_sha: headSha, conclusion: 'success' });
  expect(found.output.title).toBe('Nothing to measure');
  expect(found.output.summary).toContain('### Risk');
});

test('emulate: an installation’s check run is gone on with; its buttons and the appending of annotations are missing there', async () => {
  await using emulated = await startEmulated();
  const { headSha } = await openPullRequest(emulated.people);
  const app = new Octokit({ auth: emulated.jwt, baseUrl: emulated.apiUrl });
  const { data } = await app.rest.apps.createInstallationAccessToken({ installation_id: 1 });
  const installed = new Octokit({ auth: data.token, baseUrl: emulated.apiUrl });
  const writer = openForgeWriter(installed, { repository: PLACE, door: 'bot' });
  const begun = await writer.writeCheck(check(headSha, { name: 'measuring' }));
  const ended = await writer.writeCheck(
    check(headSha, { name: 'measuring', status: 'completed', conclusion: 'failure', title: 'Slower' }),
  );
  expect(ended.id).toBe(begun.id);
  const { data: found } = await emulated.people.rest.checks.get({ ...PLACE, check_run_id: ended.id });
  expect(found).toMatchObject({ status: 'completed', conclusion: 'failure', output: { title: 'Slower' } });
});

test('emulate: one help comment is made and edited, told that the issue is a pull request, which emulate leaves out; reactions are missing there', async () => {
  await using emulated = await startEmulated();
  const { number } = await openPullRequest(emulated.people);
  const own = async () => {
    const { data } = await emulated.people.rest.issues.listComments({ ...PLACE, issue_number: number });
    return data.filter(({ user }) => user?.type === 'Bot').map(({ body }) => body ?? '');
  };
  const say = async (body: string) => {
    const { data: comment } = await emulated.people.rest.issues.createComment({
      ...PLACE,
      issue_number: number,
      body,
    });
    const { data: repository } = await emulated.people.rest.repos.get(PLACE);
    await deliver(emulated.webhooks, {
      action: 'created',
      comment,
      issue: { number, state: 'open', locked: false, pull_request: {} },
      repository,
      sender: comment.user,
      installation: { id: 1 },
    });
  };
  await say('/perfcrew help');
  const [first] = await eventually(async () => ((await own()).length > 0 ? own() : undefined));
  expect(first).toMatch(/^<!-- perfcrew:help -->\n/);
  await say('/perfcrew optimise');
  const edited = await eventually(async () => {
    const comments = await own();
    return comments[0] === first ? undefined : comments;
  });
  expect(edited).toHaveLength(1);
  expect(edited[0]).toContain('Did you mean `/perfcrew optimize`?');
});

async function deliver(url: string, payload: object): Promise<void> {
  const body = JSON.stringify(payload);
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'x-github-delivery': crypto.randomUUID(),
      'x-github-event': 'issue_comment',
      'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
    },
  });
  expect(response.status).toBe(202);
}
