// The measuring workflow ended, one way or another: what the bot makes of it is never a pass it cannot answer for.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { client } from '../github/test-client.ts';
import { SAME_FILES, SLOW_FILES } from '../action/tiny-repository.ts';
import { stageBot, WORKFLOW_PATH, workflowThat, type StagedBot } from './staged-bot.ts';

const upload = '- uses: actions/upload-artifact@v7\n  with: { name: perfcrew, path: out }';

/** A measurement of the target `work`, as JSON; head takes `factor` times as long. */
function measurement(factor: number): string {
  const rounds = Array.from({ length: 10 }, (_, restart) => ({
    restart,
    base: 100 + restart / 10,
    head: (100 + restart / 10) * factor,
  }));
  return JSON.stringify({
    document: 'measurement',
    version: 1,
    gate: 'command',
    target: 'work',
    environment: {
      cpuModel: 'test',
      cpuCount: 2,
      memoryBytes: 1,
      kernel: 'test',
      image: 'test',
      node: '24.0.0',
      chrome: null,
      postgres: null,
      perfcrew: '0.1.0',
    },
    durationMs: 1,
    outcome: { status: 'measured', series: [{ metric: 'duration-ms', rounds }], observations: [] },
    artifacts: [],
  });
}

/** What a gate that only reads leaves where it has nothing to say. */
function silence(gate: 'static' | 'security'): string {
  const outcome = { status: 'measured', series: [], observations: [] };
  return JSON.stringify({ ...JSON.parse(measurement(1)), gate, target: gate, outcome });
}

/** A workflow that leaves these files behind, and those of the gates that only read. */
function leaving(files: Readonly<Record<string, string>>, more = ''): string {
  const read = {
    'measurements/static.json': silence('static'),
    'measurements/security.json': silence('security'),
  };
  const scripts = Object.entries({ ...read, ...files }).map(
    ([path, text]) => `mkdir -p "$(dirname out/${path})"; printf '%s' '${text}' > out/${path}`,
  );
  return workflowThat(`- run: |\n    ${[...scripts, more].filter(Boolean).join('\n    ')}\n${upload}`);
}

let shared: StagedBot;
let proposals = 0;

beforeAll(async () => {
  shared = await stageBot();
});
afterAll(() => shared[Symbol.asyncDispose]());

/** What the bot makes of a slower change while the default branch has this workflow. */
async function answerTo(workflow: string): Promise<{
  readonly conclusion: string | null;
  readonly summary: string;
  readonly buttons: readonly string[];
  readonly replies: readonly string[];
}> {
  await shared.repository.push({ [WORKFLOW_PATH]: workflow });
  const branch = `change-${(proposals += 1)}`;
  const { number, headSha } = await shared.propose({ files: SLOW_FILES, branch });
  await shared.settled();
  // An open one costs a test merge at every later push.
  const place = { owner: 'alice', repo: 'shop', pull_number: number };
  await client(shared.github, shared.alice.token).rest.pulls.update({ ...place, state: 'closed' });
  const [check, ...others] = shared.checks(headSha);
  expect(others).toEqual([]);
  expect(check?.status).toBe('completed');
  return {
    conclusion: check?.conclusion ?? null,
    summary: check?.summary ?? '',
    buttons: check?.actions.map(({ identifier }) => identifier) ?? [],
    replies: shared.replies(number),
  };
}

describe('numbers', () => {
  test('twice as slow fails, with a comment and buttons', async () => {
    const answer = await answerTo(leaving({ 'measurements/command-work-1.json': measurement(2) }));
    expect(answer.conclusion).toBe('failure');
    expect(answer.replies).toHaveLength(1);
    expect(answer.replies[0]).toMatch(/^<!-- perfcrew:report -->\n/);
    expect(answer.buttons).toEqual(['optimize', 're-measure']);
  });

  test('as quick as before passes without a comment', async () => {
    const answer = await answerTo(leaving({ 'measurements/command-work-1.json': measurement(1) }));
    expect(answer).toMatchObject({ conclusion: 'success', replies: [] });
  });

  test('of the same target twice count once', async () => {
    const files = { 'measurements/a.json': measurement(2), 'measurements/b.json': measurement(1) };
    expect((await answerTo(leaving(files))).conclusion).toBe('failure');
  });
});

describe('never a pass', () => {
  const good = { 'measurements/command-work-1.json': measurement(1) };
  test.each([
    ['a workflow that fails', workflowThat('- run: exit 1'), 'ended with failure'],
    [
      'a workflow that fails after good numbers',
      `${leaving(good)}      - run: exit 1\n`,
      'ended with failure',
    ],
    ['no artifact', workflowThat('- run: echo done'), 'has no result'],
    ['text that is not JSON', leaving({ 'measurements/command-work.json': '{' }), '1 of the files it left'],
    [
      'another document',
      leaving({ 'measurements/command-work.json': '{"document":"verdict"}' }),
      'were refused',
    ],
    [
      'numbers of a target nobody asked for',
      leaving({ 'measurements/x.json': measurement(1).replace('"work"', '"other"') }),
      'has no result',
    ],
    ['good numbers beside garbage', leaving({ ...good, 'measurements/garbage.json': '[]' }), 'were refused'],
    [
      'a document of 100 MB',
      leaving(good, 'head -c 100000000 /dev/zero > out/measurements/large.json'),
      'were refused',
    ],
    [
      'more rounds than anyone measures',
      leaving({
        'measurements/a.json': measurement(1).replace(
          '"rounds":[',
          `"rounds":[${'{"restart":0,"base":1,"head":1},'.repeat(1500)}`,
        ),
      }),
      'were refused',
    ],
    [
      'a verdict of its own',
      leaving({ 'report.json': '{"verdict":{"conclusion":"pass"}}' }),
      'has no result',
    ],
  ])('%s', async (_, workflow, why) => {
    const { conclusion, summary } = await answerTo(workflow);
    expect(conclusion).toBe('neutral');
    expect(summary).toContain(why);
  });
});

test('what GitHub refuses meanwhile ends the check run with the mend', async () => {
  await using bot = await stageBot();
  const { headSha } = await bot.propose({ files: SLOW_FILES });
  bot.github.fail(
    { kind: 'secondary-limit', retryAfterSeconds: 3600 },
    { requests: /GET .*\/actions\/runs\/\d+\/artifacts/ },
  );
  await bot.settled();
  expect(bot.checks(headSha)).toMatchObject([
    { status: 'completed', conclusion: 'action_required', title: 'perfcrew could not go on' },
  ]);
});

test('numbers of a commit that is no longer the head are not published', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perfcrew-wait-'));
  const files = { 'measurements/command-work-1.json': measurement(1) };
  const waiting = leaving(files, `until [ -e ${folder}/go ]; do sleep 0.02; done`);
  await using bot = await stageBot({ files: { [WORKFLOW_PATH]: waiting } });
  const { headSha: old } = await bot.propose({ files: SLOW_FILES });
  await bot.github.until(() => bot.github.workflowRuns().find(({ status }) => status === 'in_progress'));
  const head = await bot.repository.push(SAME_FILES, { branch: 'change' });
  await bot.github.until(() => bot.checks(head)[0]);
  await writeFile(join(folder, 'go'), '');
  await bot.settled();
  await rm(folder, { recursive: true });
  expect(bot.checks(old)).toMatchObject([
    { conclusion: 'cancelled', title: 'A newer commit took its place' },
  ]);
  expect(bot.checks(head)).toMatchObject([{ conclusion: 'success' }]);
});

test('of two runs for one commit the newer one answers, and a cancelled one says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perfcrew-wait-'));
  const waiting = workflowThat(`- run: until [ -e ${folder}/go ]; do sleep 0.02; done`);
  const concurrency = 'concurrency: { group: one, cancel-in-progress: true }\njobs:';
  await using bot = await stageBot({
    files: { [WORKFLOW_PATH]: waiting.replace('jobs:', concurrency) },
  });
  const { number, headSha } = await bot.propose({ files: SLOW_FILES });
  const first = await bot.github.until(() =>
    bot.github.workflowRuns().find(({ status }) => status === 'in_progress'),
  );
  await client(bot.github, bot.alice.token).rest.issues.createComment({
    owner: 'alice',
    repo: 'shop',
    issue_number: number,
    body: '/optimize',
  });
  const second = await bot.github.until(() => bot.github.workflowRuns()[1]);
  await bot.github.until(() => (first.status === 'completed' ? true : undefined));
  await bot.github.until(() => (second.status === 'in_progress' ? true : undefined));
  expect(first.conclusion).toBe('cancelled');
  expect(bot.checks(headSha)).toMatchObject([{ status: 'in_progress', conclusion: null }]);
  second.cancellation.abort();
  await bot.settled();
  await rm(folder, { recursive: true });
  expect(bot.checks(headSha)).toMatchObject([
    { conclusion: 'cancelled', title: 'The measuring was cancelled' },
  ]);
});

test('a run started by hand on another branch is none of the bot’s', async () => {
  await using bot = await stageBot();
  const { number, headSha } = await bot.propose({ files: SLOW_FILES });
  await bot.settled();
  const before = bot.checks(headSha).map(({ conclusion }) => conclusion);
  await bot.repository.push(
    { [WORKFLOW_PATH]: leaving({ 'measurements/command-work-1.json': measurement(1) }) },
    { branch: 'forgery' },
  );
  await client(bot.github, bot.alice.token).rest.actions.createWorkflowDispatch({
    owner: 'alice',
    repo: 'shop',
    workflow_id: 'perfcrew-bot.yml',
    ref: 'forgery',
    inputs: { 'pull-request': String(number), 'run-key': `${headSha} risk @alice` },
  });
  await bot.settled();
  expect(bot.checks(headSha).map(({ conclusion }) => conclusion)).toEqual(before);
});
