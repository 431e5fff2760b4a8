// The bot on the test GitHub: signed webhooks come to it over HTTP, and it answers over HTTP, as in the world.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BotSettings } from '../../bot/settings.ts';
import { startBot, type RunningBot } from '../../bot/start-bot.ts';
import { fillPin } from '../../src/setup/init/action-pin.ts';
import { TINY_FILES } from '../action/tiny-repository.ts';
import type { FileChanges } from '../github/git/push-as.ts';
import type { AppHandle } from '../github/handles/app-handle.ts';
import type { RepositoryHandle } from '../github/handles/repository-handle.ts';
import type { UserHandle } from '../github/handles/user-handle.ts';
import type { CheckRun } from '../github/model/check-run.ts';
import type { Comment } from '../github/model/issue.ts';
import { startTestGitHub, type TestGitHub } from '../github/start-test-github.ts';
import { client } from '../github/test-client.ts';

export const SECRET = 'a secret of at least sixteen characters';
export const WORKFLOW_PATH = '.github/workflows/perfcrew-bot.yml';
const EXAMPLE = join(import.meta.dirname, '../../workflows-examples/bot.yml');

/** As docs/bot.md says. */
const PERMISSIONS = {
  checks: 'write',
  pull_requests: 'write',
  issues: 'write',
  contents: 'read',
  actions: 'write',
  metadata: 'read',
} as const;
const EVENTS = ['pull_request', 'issue_comment', 'workflow_run', 'check_run'] as const;

export interface StagedBot extends AsyncDisposable {
  readonly github: TestGitHub;
  readonly repository: RepositoryHandle;
  readonly app: AppHandle;
  readonly alice: UserHandle;
  readonly url: string;
  propose(proposal: Proposal): Promise<Proposed>;
  /** Settles when no delivery, no workflow and no answer of the bot is under way. */
  settled(): Promise<void>;
  /** Somebody comments, and everything that follows has happened. */
  say(number: number, body: string, by?: UserHandle): Promise<Comment>;
  /** The bot's check runs of a commit, oldest first. */
  checks(headSha: string): readonly CheckRun[];
  /** What the bot said on a pull request. */
  replies(number: number): readonly string[];
}

export interface Proposal {
  readonly files: FileChanges;
  readonly branch?: string;
  /** A stranger proposes it from a fork. */
  readonly fromForkOf?: UserHandle;
  readonly draft?: boolean;
}

export interface Proposed {
  readonly number: number;
  readonly headSha: string;
}

export interface Staging {
  readonly files?: FileChanges;
  /** Folder of the built Action, where the shipped workflow is to run it. */
  readonly action?: string;
  /** Another way to start the bot than from source, in this process. */
  readonly start?: BotStart;
}

/** Those of a bot in another process cannot be asked what it is doing. */
export type StartedBot = Pick<RunningBot, 'port'> &
  Partial<Pick<RunningBot, 'underWay' | 'idle'>> &
  AsyncDisposable;
export type BotStart = (settings: BotSettings) => Promise<StartedBot>;

/** A workflow that takes the bot's inputs and does as told in its steps. */
export function workflowThat(steps: string): string {
  return `name: perfcrew bot
run-name: 'perfcrew #\${{ inputs.pull-request }} \${{ inputs.run-key }}'
on:
  workflow_dispatch:
    inputs: { pull-request: {}, head-sha: {}, base-sha: {}, level: {}, run-key: {} }
jobs:
  measure:
    runs-on: ubuntu-24.04
    steps:
${steps.replaceAll(/^/gm, '      ')}
`;
}

/** The workflow as it is shipped, with the commit filled in that `perfcrew init` fills in. */
export async function shippedWorkflow(): Promise<string> {
  return fillPin(await readFile(EXAMPLE, 'utf8'), { ref: 'b'.repeat(40), version: 'v0.1.0' });
}

export async function stageBot({ files = {}, action, start = startBot }: Staging = {}): Promise<StagedBot> {
  const stack = new AsyncDisposableStack();
  const github = stack.use(
    await startTestGitHub(action === undefined ? {} : { actions: { 'perfcrew/perfcrew': action } }),
  );
  const alice = github.createUser('alice');
  const repository = await github.createRepository({
    owner: 'alice',
    name: 'shop',
    files: { ...TINY_FILES, [WORKFLOW_PATH]: workflowThat('- run: echo measured'), ...files },
  });
  const app = github.createApp({ slug: 'perfcrew', permissions: PERMISSIONS, events: EVENTS });
  const bot = stack.use(
    await start({
      appId: app.id,
      privateKey: app.privateKey,
      webhookSecret: SECRET,
      apiUrl: github.origin,
      host: '127.0.0.1',
      port: 0,
      workflow: 'perfcrew-bot.yml',
      checkName: 'perfcrew',
      logLevel: 'fatal',
      telemetry: {},
    }),
  );
  const url = `http://127.0.0.1:${bot.port}/api/github/webhooks`;
  app.setWebhook({ url, secret: SECRET });
  app.install([repository]);
  const staged: StagedBot = {
    github,
    repository,
    app,
    alice,
    url,
    async propose({ files: changed, branch = 'change', fromForkOf: stranger, draft = false }) {
      const source = stranger === undefined ? repository : await repository.fork(stranger);
      const by = stranger ?? alice;
      const headSha = await source.push(changed, { branch, by });
      const { number } = await repository.openPullRequest({ head: branch, from: source, by, draft });
      return { number, headSha };
    },
    async settled() {
      for (;;) {
        await github.idle();
        if (bot.underWay === undefined || bot.idle === undefined)
          throw new Error('Nobody can tell when the bot has settled: wait for what it does.');
        if (bot.underWay() === 0) return;
        await bot.idle();
      }
    },
    async say(number, body, by = alice) {
      const { data } = await client(github, by.token).rest.issues.createComment({
        owner: 'alice',
        repo: 'shop',
        issue_number: number,
        body,
      });
      await staged.settled();
      const comment = github.comments().find(({ id }) => id === data.id);
      if (comment === undefined) throw new Error('The comment is gone.');
      return comment;
    },
    checks: (headSha) => github.checkRuns({ app: 'perfcrew', headSha }),
    replies: (number) =>
      github
        .comments({ number })
        .filter(({ author }) => author.login === 'perfcrew[bot]')
        .map(({ body }) => body),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  return staged;
}
