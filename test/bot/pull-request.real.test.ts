// A pull request meets the bot: what it sees at once, and what the bot starts or leaves.
import { describe, expect, test } from 'vitest';
import { client } from '../github/test-client.ts';
import { SAME_FILES, SLOW_FILES } from '../action/tiny-repository.ts';
import { stageBot, WORKFLOW_PATH, workflowThat, type StagedBot } from './staged-bot.ts';

/** Long before any measuring ends; how quick it is on a quiet machine is no matter for a test. */
const ANSWER_WITHIN_MS = 10_000;

const told = (bot: StagedBot, headSha: string) =>
  bot.checks(headSha).map(({ status, conclusion, title }) => ({ status, conclusion, title }));

test('risk and plan are a check run at once, and the workflow is started', async () => {
  await using bot = await stageBot();
  const { number, headSha } = await bot.propose({ files: SLOW_FILES });
  const check = await bot.github.until(() => bot.checks(headSha)[0]);
  const webhook = bot.github.deliveries().find(({ event }) => event === 'pull_request');
  const answeredMs = check.startedAt.getTime() - (webhook?.deliveredAt.getTime() ?? 0);
  expect(check).toMatchObject({ name: 'perfcrew', status: 'in_progress' });
  expect(check.title).toMatch(/^Risk 0 of 100 \(comprehensive\): 3 gates, about /);
  expect(check.summary).toContain('### Plan');
  const run = await bot.github.until(() => bot.github.workflowRuns()[0]);
  expect(run.displayTitle).toBe(`perfcrew #${number} ${headSha} risk perfcrew`);
  expect(run.inputs).toMatchObject({ 'head-sha': headSha, 'base-sha': await bot.repository.tip('main') });
  expect(answeredMs).toBeLessThan(ANSWER_WITHIN_MS);
  await bot.settled();
});

test('several pull requests at once are answered at once: no pause lies between the bot’s writes', async () => {
  await using bot = await stageBot({ files: { [WORKFLOW_PATH]: null } });
  const branches = Array.from({ length: 6 }, (_, at) => `change-${at}`);
  for (const branch of branches) await bot.repository.push({ [`${branch}.js`]: '1' }, { branch });
  await Promise.all(branches.map((head) => bot.repository.openPullRequest({ head })));
  await bot.settled();
  const writes = bot.github
    .requests()
    .filter(({ method, path }) => method !== 'GET' && /check-runs|dispatches/.test(path));
  expect(writes.length).toBeGreaterThanOrEqual(3 * branches.length);
  // Probot would leave a second between every two of them; how long all take together is up to the machine.
  const quickly = writes.filter(
    ({ answeredAtMs }, at) => answeredAtMs - (writes[at - 1]?.answeredAtMs ?? -Infinity) < 500,
  );
  expect(quickly.length).toBeGreaterThan(writes.length / 3);
});

test('a push starts anew, and closes the check run of the commit before', async () => {
  await using bot = await stageBot();
  const first = await bot.propose({ files: SLOW_FILES });
  await bot.github.until(() => bot.checks(first.headSha)[0]);
  const headSha = await bot.repository.push(SAME_FILES, { branch: 'change' });
  await bot.settled();
  expect(bot.github.workflowRuns().map(({ displayTitle }) => displayTitle)).toEqual([
    `perfcrew #1 ${first.headSha} risk perfcrew`,
    `perfcrew #1 ${headSha} risk perfcrew`,
  ]);
  expect(told(bot, headSha)).toMatchObject([{}]);
  expect(bot.checks(headSha)[0]?.status).toBe('completed');
  expect(bot.checks(first.headSha).map(({ status }) => status)).toEqual(['completed']);
  expect(bot.checks(first.headSha)[0]?.conclusion).not.toBe('success');
});

test('a change that needs no gate succeeds, and nothing is started', async () => {
  const config = 'targets:\n  commands:\n    - { name: work, run: node work.js }\n';
  await using bot = await stageBot({ files: { '.github/perfcrew.yml': config } });
  const { headSha } = await bot.propose({ files: { 'docs/guide.md': 'Words.\n' } });
  await bot.settled();
  expect(told(bot, headSha)).toEqual([
    { status: 'completed', conclusion: 'success', title: 'Nothing to measure' },
  ]);
  expect(bot.github.workflowRuns()).toEqual([]);
});

test('a fork’s code waits for a maintainer who names the commit', async () => {
  await using bot = await stageBot();
  const mallory = bot.github.createUser('mallory');
  const { number, headSha } = await bot.propose({ files: SLOW_FILES, fromForkOf: mallory });
  await bot.settled();
  expect(told(bot, headSha)).toEqual([
    { status: 'completed', conclusion: 'action_required', title: 'A maintainer starts measuring' },
  ]);
  expect(bot.checks(headSha)[0]?.summary).toContain(`/perfcrew rerun sha=${headSha}`);

  const unnamed = await bot.say(number, '/perfcrew rerun');
  expect(bot.github.reactions(unnamed)).toEqual(['perfcrew[bot] eyes', 'perfcrew[bot] confused']);
  expect(bot.replies(number)[0]).toContain(`/perfcrew rerun sha=${headSha}`);
  const old = await bot.say(number, `/perfcrew rerun sha=${'a'.repeat(40)}`);
  expect(bot.github.reactions(old)).toContain('perfcrew[bot] confused');
  const stranger = await bot.say(number, `/perfcrew rerun sha=${headSha}`, mallory);
  expect(bot.github.reactions(stranger)).toContain('perfcrew[bot] confused');
  expect(bot.github.workflowRuns()).toEqual([]);

  const named = await bot.say(number, `/perfcrew rerun sha=${headSha}`);
  expect(bot.github.reactions(named)).toEqual(['perfcrew[bot] eyes', 'perfcrew[bot] rocket']);
  expect(bot.github.workflowRuns().map(({ displayTitle }) => displayTitle)).toEqual([
    `perfcrew #${number} ${headSha} risk @alice`,
  ]);
});

test('drafts and `perfcrew:skip` are left alone, and labels ask for a level', async () => {
  await using bot = await stageBot();
  const draft = await bot.propose({ files: SAME_FILES, branch: 'draft', draft: true });
  await bot.settled();
  expect(bot.checks(draft.headSha)).toEqual([]);
  const { number, headSha } = await bot.propose({ files: SLOW_FILES });
  await bot.settled();
  const people = client(bot.github, bot.alice.token);
  const label = { owner: 'alice', repo: 'shop', issue_number: number };
  await people.rest.issues.addLabels({ ...label, labels: ['bug', 'perfcrew:minimal'] });
  await bot.settled();
  const runs = bot.github.workflowRuns().length;
  expect(bot.checks(headSha).at(-1)?.summary).toContain('perfcrew:minimal');
  await people.rest.issues.addLabels({ ...label, labels: ['perfcrew:skip'] });
  await bot.repository.push(SAME_FILES, { branch: 'change' });
  await bot.settled();
  expect(bot.github.workflowRuns()).toHaveLength(runs);
});

describe('what somebody must mend is told in the check run', () => {
  test.each([
    [
      'a broken configuration of base',
      { '.github/perfcrew.yml': 'preference: ful\n' },
      { title: 'The configuration of the base branch is broken', summary: 'preference' },
    ],
    [
      'no workflow',
      { [WORKFLOW_PATH]: null },
      {
        title: 'The workflow perfcrew-bot.yml cannot be started',
        summary: 'Copy workflows-examples/bot.yml',
      },
    ],
    [
      'a workflow with other inputs',
      { [WORKFLOW_PATH]: workflowThat('- run: true').replace('level: {}, ', '') },
      { title: 'The workflow perfcrew-bot.yml cannot be started', summary: 'that takes the bot’s inputs' },
    ],
  ])('%s', async (_, files, { title, summary }) => {
    await using bot = await stageBot({ files });
    const { headSha } = await bot.propose({ files: SLOW_FILES });
    await bot.settled();
    expect(told(bot, headSha)).toEqual([{ status: 'completed', conclusion: 'action_required', title }]);
    expect(bot.checks(headSha)[0]?.summary).toContain(summary);
  });
});

test('an outage of GitHub is waited out', async () => {
  await using bot = await stageBot();
  bot.github.fail({ kind: 'status', status: 502 }, { requests: /GET .*\/pulls\/1$/ });
  const { headSha } = await bot.propose({ files: SLOW_FILES });
  await bot.settled();
  expect(bot.checks(headSha)).toHaveLength(1);
});
