// A user's own crew by one command: Markdown in the base commit, the model's API mocked by somebody else's program, a person between.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stewardFiles } from '../crew/roster/stewards.ts';
import type { SceneTurn } from '../fakes/scripted-model.ts';
import { KEY, mockedApi } from '../io/anthropic/mocked-api.ts';
import { gitRepository } from '../kit/git-repository.ts';
import { perfcrew } from './perfcrew-here.ts';

const answer = (documents: object): SceneTurn => ({ text: JSON.stringify({ documents, escalate: null }) });

const RUN = ['crew', 'stewardship', '--given', 'portfolio=portfolio.md'];

test('runs five agents up to the person who decides, and on from there', async () => {
  await using repository = await gitRepository({
    ...Object.fromEntries(stewardFiles().map(({ path, text }) => [path, text])),
    'portfolio.md': '# Portfolio\nHolding Aurelia earns 4 million.\n',
  });
  const { directory } = repository;
  await using api = await mockedApi([
    answer({ 'growth-levers': JSON.stringify([{ lever: 'prices', euros: 400_000 }]) }),
    answer({ 'exit-memo': { markdown: '# Memo\nBuyers ask for prices.' } }),
    answer({ 'decision-memo': '# Decision\nRaise prices.' }),
    answer({ 'value-plan': '# Plan\nRaise prices on 1 January.' }),
  ]);
  const environment = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url };

  const listed = await perfcrew(directory, ['crew']);
  expect(listed.stdout).toContain('stewardship: Look after a holding until it is sold.');
  expect(listed.stdout).toContain('performance: ');
  const shown = await perfcrew(directory, ['crew', 'stewardship']);
  expect(shown.stdout).toContain('| coordinator | growth-specialist: growth-levers');
  expect(shown.stdout).toContain('perfcrew crew stewardship --given portfolio=FILE');

  const first = await perfcrew(directory, RUN, environment);
  expect(first.exitCode).toBe(0);
  expect(first.stdout).toContain('owner: waiting');
  expect(first.stdout).toMatch(
    /^prepare:\n {2}growth-specialist: done\n {2}exit-adviser: done\n {2}coordinator: done\nrealise:\n {2}value-manager: unstarted: .*\nin no phase:\n {2}owner: waiting/,
  );
  expect(first.stdout).toContain('Who may: owner, @ada.');
  expect(api.requests()).toHaveLength(3);
  const memo = join(directory, '.perfcrew/crew/stewardship/decision-memo.md');
  expect(await readFile(memo, 'utf8')).toBe('# Decision\nRaise prices.');

  const decision = {
    agent: 'owner',
    decision: 'approved',
    by: 'ada',
    at: '2026-11-20T09:00:00Z',
    reason: 'From January on.',
  };
  const approvals = { document: 'approvals', version: 1, decisions: [decision] };
  await writeFile(join(directory, 'approvals.json'), JSON.stringify(approvals));
  const second = await perfcrew(directory, [...RUN, '--approvals', 'approvals.json'], environment);
  expect(second.stdout).toContain('value-manager: done');
  expect(api.requests()).toHaveLength(4);
  expect(`${first.stdout}${first.stderr}${second.stdout}${second.stderr}`).not.toContain(KEY);
});

test('says what is missing: the document, the model, the crew', async () => {
  await using repository = await gitRepository({
    ...Object.fromEntries(stewardFiles().map(({ path, text }) => [path, text])),
    'portfolio.md': '# Portfolio\n',
  });
  const { directory } = repository;
  const noFile = await perfcrew(directory, ['crew', 'stewardship', '--given', 'portfolio=none.md']);
  expect(noFile.exitCode).toBe(2);
  expect(noFile.stderr).toContain('none.md is not there');
  const noModel = await perfcrew(directory, RUN);
  expect(noModel.exitCode).toBe(2);
  expect(noModel.stdout).toContain('growth-specialist needs a model: set ANTHROPIC_API_KEY.');
  const noCrew = await perfcrew(directory, ['crew', 'stewardshop']);
  expect(noCrew.stderr).toContain('stewardship');
});

test('an agent of a crew spends no more than its file says', async () => {
  const files = stewardFiles().map(({ path, text }) => [
    path,
    path.endsWith('growth-specialist.md')
      ? text.replace('\n---\n', '\nlimits: { usd: 0.0001 }\n---\n')
      : text,
  ]);
  await using repository = await gitRepository({
    ...Object.fromEntries(files),
    'portfolio.md': '# Portfolio\n',
  });
  await using api = await mockedApi([]);
  const environment = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url };
  const { exitCode, stdout } = await perfcrew(repository.directory, RUN, environment);
  expect(exitCode).toBe(2);
  expect(stdout).toContain('It may spend 0.0001 USD on a task (`limits.usd` in its file)');
  expect(api.requests()).toEqual([]);
});
