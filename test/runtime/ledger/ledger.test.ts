// Money is set aside before a call: never above a cap, whatever the interleaving and whoever dies; what was settled is what is reported.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODEL_CATALOGUE } from '../../../src/runtime/model-catalogue.ts';
import { spendingCapsSchema, type SpendingCaps } from '../../../src/runtime/ledger/caps.ts';
import { costReport } from '../../../src/runtime/ledger/cost-report.ts';
import { openLedger, type CallRequest, type Reservation } from '../../../src/runtime/ledger/ledger.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../../fakes/fake-processes.ts';

const HOUR_MS = 3_600_000;
const CALL: CallRequest = {
  run: 'run-1',
  user: 'ann',
  category: 'review',
  task: 'review-1',
  model: 'claude-opus-5-5',
  mostInputTokens: 25_000,
  maxOutputTokens: 10_000,
  mostAttempts: 1,
  cachedFor: 'not',
};
const NOTHING = { inputTokens: 0, outputTokens: 0, cacheWriteTokens: 0, cacheReadTokens: 0 };

function office(caps: Partial<SpendingCaps> = {}) {
  const files = fakeKeptFiles();
  const clock = fakeClock(Date.UTC(2026, 10, 21, 12));
  const all = fakeProcesses();
  const settings = {
    directory: '/t/ledger',
    caps: spendingCapsSchema.parse(caps),
    catalogue: MODEL_CATALOGUE,
  };
  const start = () => {
    const processes = all.start();
    return Object.assign(openLedger(settings, { files, clock, processes }), { pid: processes.pid });
  };
  return { files, clock, kill: all.kill, start, settings, all };
}

async function granted(answer: Promise<Reservation | { readonly granted: false }>): Promise<Reservation> {
  const result = await answer;
  if (!result.granted) throw new Error('refused');
  return result;
}

describe('caps', () => {
  test('the worst case is set aside, and what was not needed comes back', async () => {
    const ledger = office().start();
    const [one] = [
      await granted(ledger.reserve(CALL)),
      await granted(ledger.reserve(CALL)),
      await granted(ledger.reserve(CALL)),
    ];
    expect(one.worstNanoUsd).toBe(300_000_000);
    expect(await ledger.reserve(CALL)).toEqual({
      granted: false,
      cap: 'run',
      what: 'This call may cost 0.3 USD; of the 1 USD a run may cost, 0.9 USD are spent or set aside.',
      mend: 'Go on without a model, or raise `crew.budget.usd_per_run`.',
    });
    expect(ledger.settle(one, { ...NOTHING, inputTokens: 20_000, outputTokens: 1000 })).toBe(100_000_000);
    expect((await ledger.reserve({ ...CALL, maxOutputTokens: 10_001 })).granted).toBe(false);
    expect((await ledger.reserve(CALL)).granted).toBe(true);
  });

  test('a user begins five runs an hour, and goes on with those begun', async () => {
    const { start, clock } = office();
    const ledger = start();
    const call = (run: string, user = 'ann') =>
      ledger.reserve({ ...CALL, run, user, model: 'claude-haiku-5-5' });
    for (const run of ['a', 'b', 'c', 'd', 'e']) ledger.settle(await granted(call(run)), NOTHING);
    expect(await call('f')).toMatchObject({ granted: false, cap: 'runs-per-user-hour' });
    expect((await call('a')).granted).toBe(true);
    expect((await call('f', 'bob')).granted).toBe(true);
    clock.pass(HOUR_MS);
    expect((await call('f')).granted).toBe(true);
  });

  test('days and months have their own caps', async () => {
    const { start, clock } = office({ runUsd: 100, dayUsd: 0.5, monthUsd: 0.7 });
    const ledger = start();
    const used = { ...NOTHING, inputTokens: 25_000, outputTokens: 10_000 };
    ledger.settle(await granted(ledger.reserve(CALL)), used);
    expect(await ledger.reserve(CALL)).toMatchObject({ granted: false, cap: 'day' });
    clock.pass(24 * HOUR_MS);
    ledger.settle(await granted(ledger.reserve(CALL)), used);
    clock.pass(24 * HOUR_MS);
    expect(await ledger.reserve(CALL)).toMatchObject({ granted: false, cap: 'month' });
    clock.pass(10 * 24 * HOUR_MS);
    expect((await ledger.reserve(CALL)).granted).toBe(true);
  });

  test('failed attempts and long prompts are part of the worst case', async () => {
    const ledger = office({ runUsd: 100 }).start();
    const fast = { ...CALL, model: 'claude-haiku-5-5', mostInputTokens: 100_000, maxOutputTokens: 1000 };
    expect((await granted(ledger.reserve(fast))).worstNanoUsd).toBe(10_500_000);
    expect((await granted(ledger.reserve({ ...fast, mostAttempts: 3 }))).worstNanoUsd).toBe(31_500_000);
    expect((await granted(ledger.reserve({ ...fast, mostInputTokens: 100_001 }))).worstNanoUsd).toBe(
      52_500_500,
    );
    expect((await granted(ledger.reserve({ ...fast, cachedFor: '1h' }))).worstNanoUsd).toBe(20_500_000);
  });
});

describe('crashes', () => {
  test('what a killed process set aside is spent, in its run, its day and its month', async () => {
    const { start, clock } = office({ runUsd: 1, monthUsd: 1.1 });
    const first = start();
    const abandoned = await granted(first.reserve({ ...CALL, maxOutputTokens: 40_000 }));
    expect(abandoned.worstNanoUsd).toBe(900_000_000);
    clock.pass(24 * HOUR_MS);
    expect(await start().reserve(CALL)).toMatchObject({ granted: false, cap: 'run' });
    expect(await start().reserve({ ...CALL, run: 'run-2' })).toMatchObject({ granted: false, cap: 'month' });
    clock.pass(10 * 24 * HOUR_MS);
    expect((await start().reserve({ ...CALL, run: 'run-2' })).granted).toBe(true);
  });

  test('what was settled and not yet written stays set aside for the others', async () => {
    const { start } = office();
    const slow = start();
    const reservation = await granted(slow.reserve({ ...CALL, maxOutputTokens: 40_000 }));
    expect(slow.settle(reservation, NOTHING)).toBe(0);
    const refused = await start().reserve(CALL);
    await slow.flush();
    expect([refused.granted, (await start().reserve(CALL)).granted]).toEqual([false, true]);
  });

  test('a settlement the disk would not take is tried again, and told', async () => {
    const { start, files } = office();
    const append = files.append;
    const ledger = start();
    const one = await granted(ledger.reserve(CALL));
    files.append = async () => await Promise.reject(new Error('no room'));
    ledger.settle(one, NOTHING);
    await expect(ledger.flush()).rejects.toThrow('no room');
    files.append = append;
    await ledger.flush();
    expect(costReport((await start().read('2026-11-01')).balance)).toMatchObject({ openCalls: 0 });
  });

  test('a line cut in the middle spoils neither the next one nor the count', async () => {
    const { files, start } = office();
    const ledger = start();
    await granted(ledger.reserve(CALL));
    const path = '/t/ledger/2026-11-21.jsonl';
    await files.append(path, '\n{"kind":"settled","id":"na');
    ledger.settle(await granted(ledger.reserve(CALL)), { ...NOTHING, inputTokens: 1000 });
    await ledger.flush();
    const { days, balance } = await start().read('2026-11-01');
    expect(days.map(({ damagedLines }) => damagedLines)).toEqual([1]);
    expect(costReport(balance)).toMatchObject({ total: { calls: 1, costUsd: 0.004 }, openUsd: 0.3 });
    expect((await ledger.read('2026-11-01')).balance).toEqual(balance);
  });
});

test('nobody knows what a cut stream wrote, so it costs what was set aside', async () => {
  const ledger = office().start();
  const reservation = await granted(ledger.reserve(CALL));
  expect(ledger.settle(reservation, { ...NOTHING, inputTokens: 20_000 }, 'uncertain')).toBe(300_000_000);
});

test('forty at once share their writes', async () => {
  const { files, start } = office({ runUsd: 100 });
  const ledger = start();
  let writes = 0;
  const { append } = files;
  files.append = async (path, text) => {
    writes += 1;
    await append(path, text);
  };
  const reservations = await Promise.all(Array.from({ length: 40 }, () => granted(ledger.reserve(CALL))));
  for (const one of reservations) ledger.settle(one, NOTHING);
  await ledger.flush();
  expect(writes).toBeLessThanOrEqual(4);
});

test('jobs that cannot see each other take their part of the run and of what is left of the day', async () => {
  const { files, clock, all, settings } = office();
  const inJob = (directory: string, jobs: number) =>
    openLedger(
      { ...settings, directory, caps: spendingCapsSchema.parse({ jobs, dayUsd: 2 }) },
      { files, clock, processes: all.start() },
    );
  expect((await inJob('/t/a', 3).reserve(CALL)).granted).toBe(true);
  expect(await inJob('/t/a', 3).reserve({ ...CALL, maxOutputTokens: 100 })).toMatchObject({
    what: 'This call may cost 0.102 USD; of the 1 USD a run may cost, shared by 3 jobs, 0.3 USD are spent or set aside.',
  });
  const before = await granted(
    inJob('/t/b', 1).reserve({ ...CALL, run: 'yesterday', maxOutputTokens: 40_000 }),
  );
  expect(before.worstNanoUsd).toBe(900_000_000);
  expect((await inJob('/t/b', 3).reserve(CALL)).granted).toBe(true);
  expect((await inJob('/t/b', 4).reserve({ ...CALL, run: 'run-3' })).granted).toBe(false);
});

test('settled twice counts once', async () => {
  const ledger = office().start();
  const reservation = await granted(ledger.reserve(CALL));
  ledger.settle(reservation, { ...NOTHING, inputTokens: 1000 });
  ledger.settle(reservation, { ...NOTHING, inputTokens: 9000 });
  expect(costReport((await ledger.read('2026-11-01')).balance).total.inputTokens).toBe(1000);
});

/** An independent reading of a day's lines: what each run commits to, and what was settled in all. */
function linesOf(text: string) {
  const calls = new Map<string, { readonly run: string; readonly amount: number }>();
  let settled = 0;
  for (const line of text.split('\n').filter((one) => one.endsWith('}'))) {
    const { id, run, nanoUsd, worstNanoUsd } = JSON.parse(line);
    calls.set(id, { run, amount: nanoUsd ?? worstNanoUsd });
    settled += nanoUsd ?? 0;
  }
  const ofRun = (name: string) =>
    [...calls.values()].reduce((sum, { run, amount }) => (run === name ? sum + amount : sum), 0);
  return { most: Math.max(ofRun('x'), ofRun('y')), settled };
}

const never = <Value>() => Promise.withResolvers<Value>().promise;

describe('laws', { timeout: 60_000 }, () => {
  const stepArbitrary = fc.record({
    process: fc.nat({ max: 2 }),
    run: fc.constantFrom('x', 'y'),
    output: fc.nat({ max: 20_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    fate: fc.constantFrom('settle', 'settle', 'settle', 'forget', 'die', 'tear'),
  });
  const DAY = '/t/ledger/2026-11-21.jsonl';

  test('never above the cap in any interleaving, and the sum of settlements is the report', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(stepArbitrary, { minLength: 1, maxLength: 9 }),
        async (scheduler, steps) => {
          const { files, clock, settings, all } = office();
          let most = 0;
          const machines = [0, 1, 2].map(() => {
            const processes = all.start();
            const death = Promise.withResolvers<void>();
            let dead = false;
            /** A dead process takes no further step and learns of no outcome. */
            const step = async <Value>(work: () => Promise<Value>): Promise<Value> => {
              await scheduler.schedule(Promise.resolve());
              if (dead) return await never();
              return await work();
            };
            const slow = {
              ...files,
              writeText: (path: string, text: string) => step(() => files.writeText(path, text)),
              list: (path: string, globs: readonly string[]) => step(() => files.list(path, globs)),
              remove: (path: string) => step(() => files.remove(path)),
              append: (path: string, text: string) =>
                step(async () => {
                  await files.append(path, text);
                  most = Math.max(most, linesOf(files.content.get(DAY) ?? '').most);
                }),
            };
            const die = () => {
              dead = true;
              all.kill(processes.pid);
              death.resolve();
            };
            return {
              die,
              died: death.promise,
              ledger: openLedger(settings, { files: slow, clock, processes }),
            };
          });
          const work = steps.map(async ({ process, run, output, share, fate }) => {
            const machine = machines[process];
            if (machine === undefined) return;
            const { ledger, die, died } = machine;
            const spend = async () => {
              const answer = await ledger.reserve({ ...CALL, run, maxOutputTokens: output });
              if (!answer.granted) return;
              if (fate === 'die') die();
              if (fate === 'tear') await files.append(DAY, '\n{"kind":"res');
              if (fate !== 'settle') return;
              ledger.settle(answer, { ...NOTHING, outputTokens: Math.floor(output * share) });
              await ledger.flush();
            };
            await Promise.race([spend(), died]);
          });
          await scheduler.waitFor(Promise.all(work));
          expect(most).toBeLessThanOrEqual(1e9);
          const reader = openLedger(settings, { files, clock, processes: all.start() });
          const report = costReport((await reader.read('2026-11-01')).balance);
          const { settled } = linesOf(files.content.get(DAY) ?? '');
          const { total, byDay, byMonth, byCategory, byUser, byModel, byRun } = report;
          for (const lines of [[total], byDay, byMonth, byCategory, byUser, byModel, byRun]) {
            const sum = lines.reduce((nano, { costUsd }) => nano + Math.round(costUsd * 1e9), 0);
            expect(sum).toBe(settled);
          }
        },
      ),
      { numRuns: 40, seed: 11, endOnFailure: true },
    );
  });
});
