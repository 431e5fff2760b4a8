// What jobs spent apart is one account afterwards, each call once.
import { expect, test } from 'vitest';
import { spendingCapsSchema } from '../../../src/runtime/ledger/caps.ts';
import { costReport } from '../../../src/runtime/ledger/cost-report.ts';
import { openLedger } from '../../../src/runtime/ledger/ledger.ts';
import { mergeLedgers } from '../../../src/runtime/ledger/merge-ledgers.ts';
import { MODEL_CATALOGUE } from '../../../src/runtime/model-catalogue.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../../fakes/fake-processes.ts';

test('jobs meet, twice over, with a line that is none', async () => {
  const outside = {
    files: fakeKeptFiles(),
    clock: fakeClock(Date.UTC(2026, 10, 21)),
    processes: fakeProcesses().start(),
  };
  const caps = spendingCapsSchema.parse({ jobs: 2 });
  const ledgerOf = (directory: string) =>
    openLedger({ directory, caps, catalogue: MODEL_CATALOGUE }, outside);
  const call = {
    run: 'run-1',
    user: 'ann',
    category: 'review',
    task: 'review-1',
    model: 'claude-haiku-5-5',
    mostInputTokens: 1000,
    maxOutputTokens: 1000,
    mostAttempts: 1,
    cachedFor: 'not',
  } as const;
  for (const directory of ['/t/a', '/t/b']) {
    const ledger = ledgerOf(directory);
    const reservation = await ledger.reserve(call);
    if (!reservation.granted) throw new Error('refused');
    ledger.settle(reservation, {
      inputTokens: 1000,
      outputTokens: 100,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
    });
    await ledger.flush();
  }
  await outside.files.append(
    '/t/b/2026-11-21.jsonl',
    '\n{"kind":"settled","id":"x","at":9e15}\n{"nanoUsd":-5}\n',
  );
  expect(await mergeLedgers(['/t/a', '/t/b', '/t/none'], '/t/all', outside)).toEqual({
    added: 4,
    damagedLines: 2,
  });
  expect(await mergeLedgers(['/t/b'], '/t/all', outside)).toMatchObject({ added: 0 });
  const { balance } = await ledgerOf('/t/all').read('2026-11-01');
  expect(costReport(balance)).toMatchObject({ total: { calls: 2, costUsd: 0.0003 }, openCalls: 0 });
});
