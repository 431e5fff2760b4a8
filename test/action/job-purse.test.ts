// However a run is cut over jobs and rounds, it costs no more than its cap.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jobPurse } from '../../src/action/job-purse.ts';
import { openCrewLibrary } from '../../src/crew/roster/crew-library.ts';
import { spendingCapsSchema } from '../../src/runtime/ledger/caps.ts';
import { openLedger } from '../../src/runtime/ledger/ledger.ts';
import { MODEL_CATALOGUE } from '../../src/runtime/model-catalogue.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../fakes/fake-processes.ts';

const FOLDER = new URL('../../crews/performance/', import.meta.url);
const shipped = readdirSync(FOLDER).map((name) => ({
  path: `performance/${name}`,
  text: readFileSync(new URL(name, FOLDER), 'utf8'),
}));
const crew = openCrewLibrary(shipped, []).read('performance');
const names = crew.agents.map(({ name }) => name);
/** As the work of one agent is cut off by its artifact. */
const part = (from: readonly string[], name: string | null) => ({
  agents: name === null ? names : [name],
  from,
  to: name === null ? null : { directory: `/parts/${name}`, job: name },
});
/** 0.1 USD. */
const CALL = {
  run: 'run',
  user: 'ann',
  category: 'crew',
  task: 'task',
  model: 'claude-sonnet-5-5',
  mostInputTokens: 0,
  maxOutputTokens: 10_000,
  mostAttempts: 1,
  cachedFor: 'not',
} as const;
const USAGE = { inputTokens: 0, outputTokens: 10_000, cacheReadTokens: 0, cacheWriteTokens: 0 };

test('jobs side by side take a part each; who does the rest, and the second round, what is left', async () => {
  const outside = {
    files: fakeKeptFiles(),
    clock: fakeClock(Date.UTC(2026, 10, 21)),
    processes: fakeProcesses().start(),
  };
  /** Asks until it is refused; tells how many calls there were. */
  const spend = async (request: Omit<Parameters<typeof jobPurse>[0], 'crew'>, atMost = 100) => {
    const { directory, jobs } = await jobPurse({ crew, ...request }, outside);
    const caps = spendingCapsSchema.parse({ runUsd: 1, jobs });
    const ledger = openLedger({ directory, caps, catalogue: MODEL_CATALOGUE }, outside);
    for (let calls = 0; ; calls += 1) {
      const held = calls < atMost ? await ledger.reserve(CALL) : null;
      if (held === null || !held.granted) {
        await ledger.flush();
        return calls;
      }
      ledger.settle(held, USAGE);
    }
  };
  const directory = '/run';
  const others = names.slice(0, 3);
  for (const name of others) expect(await spend({ part: part([], name), isRest: false, directory })).toBe(2);
  const from = others.map((name) => `/parts/${name}`);
  expect(await spend({ part: part(from, null), isRest: true, directory }, 1)).toBe(1);
  expect(await spend({ part: part([], null), isRest: true, directory })).toBe(3);
  expect(await spend({ part: part([], null), isRest: true, directory })).toBe(0);
});
