// What a month will cost, and when somebody should look.
import { expect, test } from 'vitest';
import type { Settled } from '../../../src/runtime/ledger/ledger-entry.ts';
import { projectMonth } from '../../../src/runtime/ledger/project-month.ts';

const NOW = Date.UTC(2026, 10, 21);
const settled = (id: string, dayOfMonth: number, costUsd: number): Settled => ({
  kind: 'settled',
  id,
  at: Date.UTC(2026, 10, dayOfMonth),
  run: 'r',
  user: 'ann',
  category: id.startsWith('s') ? 'security' : 'review',
  task: 't',
  model: 'm',
  nanoUsd: costUsd * 1e9,
  inputTokens: 1,
  outputTokens: 1,
  cacheWriteTokens: 0,
  cacheReadTokens: 0,
});
const at = (budgetUsd: number | null) =>
  projectMonth({ settled: [settled('a', 3, 10), settled('s', 18, 14)], open: [] }, { now: NOW, budgetUsd });

test('goes on at the pace of the last seven days', () => {
  expect(at(null)).toMatchObject({ month: '2026-11', spentUsd: 24, projectedUsd: 44, alert: null });
});

test('alerts at 50, 80 and 100 % with something to do', () => {
  expect(at(49).alert).toBeNull();
  expect(at(48).alert).toMatchObject({
    percent: 50,
    recommendation: 'Nothing to do yet: at this pace the budget lasts.',
  });
  expect(at(40).alert).toEqual({
    percent: 50,
    what: '24 of the 40 USD for 2026-11 are spent or set aside; at this pace it will be 44 USD.',
    recommendation: 'Lower the tier of security (14 USD), or raise `crew.budget.usd_per_month` to 44.',
  });
  expect(at(30).alert).toMatchObject({
    percent: 80,
    recommendation: 'Give security (14 USD) the fast tier for the rest of the month.',
  });
  expect(at(24).alert?.percent).toBe(100);
});
