import { expect, it } from 'vitest';
import type { Diff } from '../../src/change/diff.ts';
import { parseGitDiff } from '../../src/change/parse-git-diff.ts';
import { configSchema } from '../../src/config/config.ts';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import { planProof } from '../../src/prove/plan-proof.ts';

const config = configSchema.parse({
  app: { start: 'node server.js' },
  database: { migrations: ['db/*.sql'], schema: [] },
  checks: { test: 'npm test' },
  targets: { routes: [{ path: '/a' }, { path: '/b' }], commands: [{ name: 'work', run: 'true' }] },
});
const code = parseGitDiff(unifiedDiff('lib/a.js', 'a\n', 'b\n'));
const migration = parseGitDiff(unifiedDiff('db/2.sql', null, 'create index a on b (c);\n'));

const gates = (diff: Diff, targets: readonly string[] = []) => {
  const { checks, clocks } = planProof(config, diff, targets);
  return [checks, clocks].map((plan) =>
    plan.gates.map(({ gate, targets: its }) => `${gate} ${its.join(' ')}`),
  );
};

it('runs migrations only where the patch adds one', () => {
  expect(gates(code)[0]?.some((gate) => gate.startsWith('migration'))).toBe(false);
  expect(gates(migration)[0]?.some((gate) => gate.startsWith('migration'))).toBe(true);
});

it('times what the patch is meant for, and everything where nobody knows', () => {
  expect(gates(code, ['GET /b'])[1]).toEqual(['load GET /b']);
  expect(gates(code, ['gone'])[1]).toEqual(gates(code)[1]);
  expect(gates(code)[1]).toContain('command work');
});
