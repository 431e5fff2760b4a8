// The crew's model against a third party's mock: money before words, a named stop, and a key that nobody ever sees.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { openCrewModel, type CrewModelSettings } from '../../src/run/open-model.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { KEY, mockedApi } from '../io/anthropic/mocked-api.ts';
import { gather, lastAttempt, REQUEST } from '../ports/model.contract.ts';

const NEVER = new AbortController().signal;
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'perfcrew-open-model-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function settingsOf(crew: unknown, more: Partial<CrewModelSettings> = {}) {
  const log = fakeLog();
  const settings: CrewModelSettings = {
    config: configSchema.parse({ crew }),
    environment: { ANTHROPIC_API_KEY: KEY },
    budgetDirectory: join(directory, 'ledger'),
    clock: fakeClock(Date.UTC(2026, 10, 21, 12)),
    log,
    user: 'ann',
    run: 'run-1',
    ...more,
  };
  return { settings, log };
}

const at = (url: string) => ({ ANTHROPIC_API_KEY: KEY, PERFCREW_MODEL_BASE_URL: url });

describe('without a model', () => {
  test.each([
    [{}, {}, 'ANTHROPIC_API_KEY is not set'],
    [{ model: 'off' }, { ANTHROPIC_API_KEY: KEY }, '`crew.model` is off'],
  ])('%j tells the reason once', async (crew, environment, reason) => {
    const { settings, log } = settingsOf(crew, { environment });
    expect(await openCrewModel(settings)).toBeNull();
    expect(log.lines).toEqual([expect.stringContaining(reason)]);
    expect(Object.values(environment)).not.toContain(KEY);
  });

  test('a model without a price is told before anything is spent', async () => {
    const { settings } = settingsOf({ models: { fast: 'gpt' } });
    await expect(openCrewModel(settings)).rejects.toThrow('crew.models.fast: nothing is known');
  });
});

describe('money', () => {
  test('is booked by agent and model, and reported', async () => {
    await using api = await mockedApi([
      { text: 'Line 3.', usage: { input: 2000, output: 400 } },
      { text: 'Line 4.', usage: { input: 1000, output: 100 } },
    ]);
    await using crew = await openCrewModel(settingsOf({}, { environment: at(api.url) }).settings);
    if (crew === null) throw new Error('no model');
    const request = { ...REQUEST, model: crew.resolve('strong').name };
    await gather(crew.modelFor({ category: 'profiler', task: 'profiler-1' }).run(request, NEVER));
    await gather(crew.model.run(REQUEST, NEVER));
    const report = await crew.report();
    expect(report.total).toMatchObject({ calls: 2, costUsd: 0.00815, inputTokens: 3000, outputTokens: 500 });
    expect(report.byCategory.map(({ name, costUsd }) => [name, costUsd])).toEqual([
      ['crew', 0.00015],
      ['profiler', 0.008],
    ]);
    expect(report.openCalls).toBe(0);
  });

  test('a cap stops by name, sends nothing, and keeps what is finished', async () => {
    await using api = await mockedApi([{ text: 'Line 3.', usage: { input: 4000, output: 1000 } }]);
    const { settings, log } = settingsOf({ budget: { usd_per_run: 0.02 } }, { environment: at(api.url) });
    await using crew = await openCrewModel(settings);
    if (crew === null) throw new Error('no model');
    const request = { ...REQUEST, model: 'claude-sonnet-5-5' };
    expect(lastAttempt(await gather(crew.model.run(request, NEVER))).text).toBe('Line 3.');
    for (let calls = 0; calls < 3; calls += 1) {
      expect(await gather(crew.model.run(request, NEVER))).toEqual([
        {
          kind: 'stop',
          stop: { kind: 'failed', failure: expect.objectContaining({ code: 'budget-spent', attempts: 1 }) },
        },
      ]);
    }
    expect(api.requests()).toHaveLength(1);
    expect(log.lines).toEqual([expect.stringContaining('raise `crew.budget.usd_per_run`')]);
    expect((await crew.report()).total).toMatchObject({ calls: 1, costUsd: 0.018 });
  });

  test('calls at once wait for the money of those under way instead of failing', async () => {
    const turn = { text: 'Yes.', usage: { input: 10, output: 5 } };
    await using api = await mockedApi([turn, turn, turn, turn]);
    const { settings } = settingsOf({ budget: { usd_per_run: 0.02 } }, { environment: at(api.url) });
    await using crew = await openCrewModel(settings);
    if (crew === null) throw new Error('no model');
    const request = { ...REQUEST, model: 'claude-sonnet-5-5' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => gather(crew.model.run(request, NEVER))));
    expect(answers.map((events) => lastAttempt(events).stop)).toEqual(
      [1, 2, 3, 4].map(() => [{ kind: 'finished' }]),
    );
  });

  test('a cut stream costs what was set aside, a refusal for load nothing', async () => {
    await using api = await mockedApi([
      { error: { status: 529 } },
      { text: 'The loop over orders asks the database each time.', isCut: true },
      { text: 'Line 3.', usage: { input: 100, output: 10 } },
    ]);
    await using crew = await openCrewModel(settingsOf({}, { environment: at(api.url) }).settings);
    if (crew === null) throw new Error('no model');
    const events = await gather(crew.model.run(REQUEST, NEVER));
    expect(lastAttempt(events).stop).toEqual([{ kind: 'finished' }]);
    const { total, openCalls } = await crew.report();
    expect([total.calls, openCalls]).toEqual([3, 0]);
    // 1,000 tokens of output at 0.50 and the prompt of some 1,100 at 0.10 USD a million, and the last attempt.
    expect(total.costUsd).toBeGreaterThan(0.0006);
    expect(total.costUsd).toBeLessThan(0.0008);
  });

  test('who began five runs within the hour works without a model, and may go on with those', async () => {
    await using api = await mockedApi(Array.from({ length: 5 }, () => ({ text: 'Yes.' })));
    const open = async (run: string) =>
      await openCrewModel(settingsOf({}, { run, environment: at(api.url) }).settings);
    for (const run of ['a', 'b', 'c', 'd', 'e']) {
      await using crew = await open(run);
      if (crew !== null) await gather(crew.model.run(REQUEST, NEVER));
    }
    const { settings, log } = settingsOf({}, { run: 'f', environment: at(api.url) });
    expect(await openCrewModel(settings)).toBeNull();
    expect(log.lines).toEqual([
      'warn The crew works without a model: ann began 5 runs with a model within the last hour; 5 are allowed. Wait, or raise `crew.budget.runs_per_user_per_hour`.',
    ]);
    await using again = await open('a');
    expect(again).not.toBeNull();
  });

  test('a part of a run divided over jobs gets its part of the money', async () => {
    const { settings } = settingsOf({ budget: { usd_per_run: 0.02 } }, { share: { of: 2 } });
    await using crew = await openCrewModel(settings);
    if (crew === null) throw new Error('no model');
    const request = { ...REQUEST, model: 'claude-sonnet-5-5' };
    const [stop] = lastAttempt(await gather(crew.model.run(request, NEVER))).stop;
    expect(stop).toMatchObject({
      failure: { code: 'budget-spent', what: expect.stringContaining('shared by 2 jobs') },
    });
  });
});

test('the key appears in no file, no log line and no child process, whatever happens', async () => {
  await using api = await mockedApi([
    { text: `Your key is ${KEY}.` },
    { error: { status: 400 } },
    { error: { status: 401 } },
  ]);
  const environment: Record<string, string | undefined> = { ...process.env, ...at(api.url) };
  const { settings, log } = settingsOf({}, { environment });
  const told: string[] = [];
  {
    await using crew = await openCrewModel(settings);
    if (crew === null) throw new Error('no model');
    for (let calls = 0; calls < 3; calls += 1) {
      const account = { category: crew.redact(KEY), task: 'key' };
      for (const event of await gather(crew.modelFor(account).run(REQUEST, NEVER))) {
        if (event.kind === 'stop') told.push(JSON.stringify(event));
      }
    }
    told.push(JSON.stringify(await crew.report()));
  }
  const child = spawnSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], {
    env: environment,
    encoding: 'utf8',
  });
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const written = names
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => readFileSync(join(directory, name), 'utf8'));
  expect(written).toHaveLength(1);
  const secret = /sk-ant|only-for-tests/;
  for (const text of [...written, ...names, ...told, ...log.lines, child.stdout])
    expect(text).not.toMatch(secret);
  expect(child.stdout).toContain('PERFCREW_MODEL_BASE_URL');
  expect(Object.keys(environment)).not.toContain('ANTHROPIC_API_KEY');
});
