// What people say to the bot on a pull request, and what it says back.
import { expect, test } from 'vitest';
import { client } from '../github/test-client.ts';
import { SLOW_FILES } from '../action/tiny-repository.ts';
import { stageBot, type StagedBot } from './staged-bot.ts';

const reactions = async (bot: StagedBot, ...said: Parameters<StagedBot['say']>) =>
  bot.github.reactions(await bot.say(...said)).map((reaction) => reaction.replace('perfcrew[bot] ', ''));
const help = (bot: StagedBot, number: number) =>
  bot.replies(number).filter((body) => body.startsWith('<!-- perfcrew:help -->'));
const titles = (bot: StagedBot) => bot.github.workflowRuns().map(({ displayTitle }) => displayTitle);

test('`/optimize` measures with the comprehensive gates for who may write, and says why not to others', async () => {
  await using bot = await stageBot();
  const { number, headSha } = await bot.propose({ files: SLOW_FILES });
  await bot.settled();
  const reader = bot.github.createUser('rita');
  expect(await reactions(bot, number, '/optimize', reader)).toEqual(['eyes', 'confused']);
  expect(help(bot, number)).toHaveLength(1);
  expect(help(bot, number)[0]).toContain('it needs write access to this repository');
  expect(titles(bot)).toEqual([`perfcrew #${number} ${headSha} risk perfcrew`]);

  bot.github.createUser('wanda');
  bot.repository.setRole('wanda', 'maintain');
  const wanda = bot.github.createUser('wanda');
  expect(await reactions(bot, number, 'Let us see.\n\n/optimize', wanda)).toEqual(['eyes', 'rocket']);
  expect(titles(bot).at(-1)).toBe(`perfcrew #${number} ${headSha} comprehensive @wanda`);
  expect(bot.checks(headSha).at(-1)?.summary).toContain('wanda’s command');
});

test('help, a slip of the pen and an unknown word are answered in one comment', async () => {
  await using bot = await stageBot();
  const { number } = await bot.propose({ files: { 'README.md': 'Words' } });
  await bot.settled();
  expect(await reactions(bot, number, '/perfcrew help', bot.github.createUser('rita'))).toEqual(['eyes']);
  expect(help(bot, number)).toHaveLength(1);
  expect(help(bot, number)[0]).toContain('| `/perfcrew optimize` or `/optimize` |');
  expect(await reactions(bot, number, '/perfcrew optimise')).toEqual(['eyes', 'confused']);
  expect(help(bot, number)[0]).toContain(
    'perfcrew has no command `optimise`. Did you mean `/perfcrew optimize`?',
  );
  expect(await reactions(bot, number, '/perfcrew deploy')).toEqual(['eyes', 'confused']);
  expect(help(bot, number)).toHaveLength(1);
  expect(help(bot, number)[0]).not.toContain('Did you mean');
});

test('code, quotes, sentences, edits, bots, issues and closed pull requests are passed over', async () => {
  await using bot = await stageBot();
  const { number, headSha } = await bot.propose({ files: SLOW_FILES });
  await bot.settled();
  const before = bot.github.workflowRuns().length;
  const replies = bot.replies(number);
  for (const body of ['```\n/optimize\n```', '> /optimize', 'Try /optimize some day.', '/lgtm']) {
    expect(await reactions(bot, number, body), body).toEqual([]);
  }
  const people = client(bot.github, bot.alice.token);
  const place = { owner: 'alice', repo: 'shop' };
  const comment = await bot.say(number, 'Nothing yet');
  await people.rest.issues.updateComment({ ...place, comment_id: comment.id, body: '/optimize' });
  const robot = bot.github.createApp({ slug: 'robot', permissions: { issues: 'write' }, events: [] });
  const robots = client(bot.github, robot.token(robot.install([bot.repository])));
  await robots.rest.issues.createComment({ ...place, issue_number: number, body: '/optimize' });
  const { data: issue } = await people.rest.issues.create({ ...place, title: 'Slow' });
  await bot.say(issue.number, '/optimize');
  await people.rest.pulls.update({ ...place, pull_number: number, state: 'closed' });
  await bot.say(number, '/optimize');
  expect(bot.github.workflowRuns()).toHaveLength(before);
  expect(bot.replies(number)).toEqual(replies);
  expect(bot.replies(issue.number)).toEqual([]);
  expect(bot.checks(headSha)).toHaveLength(1);
});

test('the buttons of the check run do what the commands do', async () => {
  await using bot = await stageBot();
  const { number, headSha } = await bot.propose({ files: SLOW_FILES });
  await bot.settled();
  const press = async (identifier: string) => {
    const check = bot.checks(headSha).at(-1);
    if (check === undefined) throw new Error('There is no check run.');
    await bot.github.pressButton(check, { identifier, by: bot.alice });
    await bot.settled();
    return titles(bot).at(-1);
  };
  expect(await press('optimize')).toBe(`perfcrew #${number} ${headSha} comprehensive @alice`);
  expect(await press('re-measure')).toBe(`perfcrew #${number} ${headSha} risk @alice`);
  const [first] = bot.checks(headSha);
  if (first !== undefined) await bot.github.rerequest(first, bot.alice);
  await bot.settled();
  expect(bot.github.workflowRuns()).toHaveLength(4);
});

test('what GitHub refuses is told to who asked', async () => {
  await using bot = await stageBot();
  const { number } = await bot.propose({ files: SLOW_FILES });
  await bot.settled();
  bot.github.fail({ kind: 'secondary-limit', retryAfterSeconds: 3600 }, { requests: /GET .*\/pulls\/1$/ });
  expect(await reactions(bot, number, '/perfcrew rerun')).toEqual(['eyes', 'confused']);
  expect(bot.replies(number).at(-1)).toContain('GitHub could not be asked to read pull request #1');
});
