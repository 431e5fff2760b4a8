// The ledger of a repository as people and programs read it, lines of a killed process included.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderCosts } from '../../src/cli/render-costs.ts';
import { configSchema } from '../../src/config/config.ts';
import { keptFiles } from '../../src/io/files/kept-files.ts';
import { openFiles } from '../../src/io/files/open-files.ts';
import { ledgerDirectory, readCosts } from '../../src/run/read-costs.ts';
import { fakeClock } from '../fakes/fake-clock.ts';

test('day, month, agents, projection and alert', async () => {
  await using stack = new AsyncDisposableStack();
  const files = stack.use(openFiles());
  const root = mkdtempSync(join(tmpdir(), 'perfcrew-costs-'));
  stack.defer(() => rmSync(root, { recursive: true, force: true }));
  const directory = ledgerDirectory(root);
  const clock = fakeClock(Date.UTC(2026, 10, 21, 12));
  const read = (crew: unknown = {}) => readCosts(directory, configSchema.parse({ crew }), { files, clock });
  expect(renderCosts(await read(), root)).toBe('No model was asked here yet (.perfcrew/ledger).\n');

  const line = (id: string, day: number, category: string, more: object) => ({
    id,
    at: Date.UTC(2026, 10, day, 9),
    run: `run-${day}`,
    user: 'ann',
    category,
    task: `${category}-1`,
    model: 'claude-sonnet-5-5',
    ...more,
  });
  const settled = (nanoUsd: number) => ({
    kind: 'settled',
    nanoUsd,
    inputTokens: 40_000,
    outputTokens: 8000,
    cacheWriteTokens: 0,
    cacheReadTokens: 120_000,
  });
  const append = async (day: string, entry: object) =>
    await keptFiles().append(join(directory, `2026-11-${day}.jsonl`), `\n${JSON.stringify(entry)}\n`);
  await append('05', line('a', 5, 'profiler', settled(1_500_000_000)));
  await append('21', line('b', 21, 'cache-architect', settled(172_000_000)));
  await append('21', line('c', 21, 'cache-architect', { kind: 'reserved', worstNanoUsd: 160_000_000 }));
  await append('21', { kind: 'settled', id: 'torn' });

  const costs = await read({ budget: { usd_per_month: 2 } });
  expect(JSON.parse(JSON.stringify(costs))).toMatchObject({ day: '2026-11-21', damagedLines: 1 });
  expect(renderCosts(costs, root)).toMatchInlineSnapshot(`
    "today 2026-11-21  0.1720 USD and 0.1600 USD set aside            1 call, 160,000 tokens read (75 % from the cache), 8,000 written
    month 2026-11     1.67 USD and 0.1600 USD set aside of 2.00 USD  2 calls, 320,000 tokens read (75 % from the cache), 16,000 written
    in all            1.67 USD and 0.1600 USD set aside              2 calls, 320,000 tokens read (75 % from the cache), 16,000 written
    At the pace of the last seven days the month will cost 1.91 USD.

    By agent, this month
      profiler         1.50 USD    1 call, 160,000 tokens read (75 % from the cache), 8,000 written
      cache-architect  0.1720 USD  1 call, 160,000 tokens read (75 % from the cache), 8,000 written

    By model, this month
      claude-sonnet-5-5  1.67 USD  2 calls, 320,000 tokens read (75 % from the cache), 16,000 written

    By user, this month
      ann  1.67 USD  2 calls, 320,000 tokens read (75 % from the cache), 16,000 written

    By day, this month
      2026-11-05  1.50 USD    1 call, 160,000 tokens read (75 % from the cache), 8,000 written
      2026-11-21  0.1720 USD  1 call, 160,000 tokens read (75 % from the cache), 8,000 written

    80 %: 1.83 of the 2 USD for 2026-11 are spent or set aside; at this pace it will be 1.91 USD.
    Give profiler (1.5 USD) the fast tier for the rest of the month.

    1 line of .perfcrew/ledger cannot be read; not counted.
    "
  `);
});
