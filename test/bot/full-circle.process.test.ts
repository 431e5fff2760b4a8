// The whole circle on what is shipped: the built bot, its workflow, the built Action; one pull request, from push to verdict.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { builtAction } from '../action/built-action.ts';
import { SLOW_FILES } from '../action/tiny-repository.ts';
import { logOf } from '../action/staged-github.ts';
import { SECRET, shippedWorkflow, stageBot, WORKFLOW_PATH, type BotStart } from './staged-bot.ts';

const BOT = join(import.meta.dirname, '../../dist/bot.js');

interface BuiltBot {
  readonly start: BotStart;
  /** Everything it wrote. */
  log(): string;
}

/** dist/bot.js as a process, with nothing but the variables that docs/bot.md names. */
function builtBot(): BuiltBot {
  let log = '';
  return {
    log: () => log,
    start: async (settings) => {
      const child = spawn(process.execPath, [BOT], {
        env: {
          APP_ID: String(settings.appId),
          PRIVATE_KEY: Buffer.from(settings.privateKey).toString('base64'),
          WEBHOOK_SECRET: settings.webhookSecret,
          GITHUB_API_URL: settings.apiUrl,
          HOST: settings.host,
          PORT: '0',
          LOG_LEVEL: 'debug',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => (log += text));
      }
      const lines = createInterface({ input: child.stdout });
      const port = await new Promise<number>((resolve, reject) => {
        lines.on('line', (line) => {
          const found = /listens on port (\d+)/.exec(line)?.[1];
          if (found !== undefined) resolve(Number(found));
        });
        child.once('exit', () => reject(new Error(log)));
      });
      return {
        port,
        async [Symbol.asyncDispose]() {
          const gone = once(child, 'exit');
          child.kill('SIGTERM');
          await gone;
        },
      };
    },
  };
}

test('a slower change: the plan, the workflow as shipped, the Action as built, the verdict and the comment', async () => {
  await using action = await builtAction();
  const built = builtBot();
  await using bot = await stageBot({
    files: { [WORKFLOW_PATH]: await shippedWorkflow() },
    action: action.directory,
    start: built.start,
  });
  const { number, headSha } = await bot.propose({ files: SLOW_FILES });
  const check = await bot.github.until(() => {
    const [first] = bot.checks(headSha);
    return first?.status === 'completed' ? first : undefined;
  }, 60_000);
  const [run] = bot.github.workflowRuns();
  if (run === undefined) throw new Error('No workflow ran.');
  expect(check.conclusion, logOf(run)).toBe('failure');
  expect(run.conclusion, logOf(run)).toBe('success');
  expect(check.detailsUrl).toBe(`${bot.github.origin}/alice/shop/actions/runs/${run.id}`);
  // Only what must be: the job that ran the code could read, and nothing else.
  expect(run.jobs.map(({ permissions }) => permissions)).toEqual([
    { metadata: 'read', contents: 'read', pull_requests: 'read' },
  ]);
  const body = await bot.github.until(() => bot.replies(number)[0]);
  expect(body).toMatch(/^<!-- perfcrew:report -->\n/);
  expect(body).toContain('work');
});

test('the log of the built bot holds neither secrets nor the body of what it turns away', async () => {
  const built = builtBot();
  await using bot = await stageBot({ start: built.start });
  const response = await fetch(bot.url, {
    method: 'POST',
    body: JSON.stringify({ action: 'a body nobody should see' }),
    headers: {
      'x-github-delivery': 'one',
      'x-github-event': 'pull_request',
      'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
    },
  });
  expect(response.status).toBe(401);
  const { headSha } = await bot.propose({ files: SLOW_FILES });
  await bot.github.until(() => bot.checks(headSha)[0]);
  expect(built.log()).toContain('GitHub request: POST');
  expect(built.log()).not.toContain('nobody should see');
  expect(built.log()).not.toContain(SECRET);
  expect(built.log()).not.toContain('PRIVATE KEY');
  expect(built.log()).not.toMatch(/ghs_|eyJ/);
});

test('a bot that lacks something says what, and where to find it', async () => {
  const child = spawn(process.execPath, [BOT], { env: { APP_ID: 'x' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  expect(child.exitCode).toBe(2);
  expect(said).toContain('APP_ID');
  expect(said).toContain('PRIVATE_KEY');
  expect(said).toContain('WEBHOOK_SECRET');
  expect(said).toContain('docs/bot.md');
});
