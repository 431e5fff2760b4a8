// None of the attempts of bench/zones gets through; each is tried for real, on real processes, files and git.
import { describe, expect, test } from 'vitest';
import { replacedPlan } from '../../../bench/zones/artifact-attempts.ts';
import { tryDocuments } from '../../../bench/zones/document-attempts.ts';
import { tryGitSettings } from '../../../bench/zones/git-attempts.ts';
import { isIsolatedHere, tryHostileRun } from '../../../bench/zones/hostile-run.ts';
import { tryObedience } from '../../../bench/zones/obedience-attempts.ts';
import { tryPatches } from '../../../bench/zones/patch-attempts.ts';
import { tryThinkZone } from '../../../bench/zones/think-attempts.ts';
import type { Tried } from '../../../bench/zones/tried.ts';

/** Where the system gives nobody processes of their own, what depends on them is known to get through (docs/security.md). */
function through(rows: readonly Tried[]): readonly Tried[] {
  const isIsolated = isIsolatedHere();
  return rows.filter((row) => row.through && (isIsolated || !row.needsNamespace));
}

describe('crossing from one zone into another', () => {
  test.each([
    ['what runs in the thinking process', tryThinkZone, 14],
    ['what patches write', tryPatches, 15],
    ['documents of other zones', tryDocuments, 12],
    ['settings of git', tryGitSettings, 6],
  ] as const)('%s', async (_, attempts, count) => {
    const rows = await attempts();
    expect(through(rows)).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(count);
  });

  test('code that gives orders to a model that obeys', { timeout: 120_000 }, async () => {
    expect(through(await tryObedience())).toEqual([]);
  });

  // The same with the crew's patches takes minutes; bench/zones does it.
  test.each(['by name', 'by id'] as const)(
    'a measured command that replaces the plan, where artifacts go %s',
    { timeout: 120_000 },
    async (how) => {
      expect(through(await replacedPlan(how))).toEqual([]);
    },
  );

  test('code under review that attacks a whole run of the crew', { timeout: 400_000 }, async () => {
    expect(through(await tryHostileRun())).toEqual([]);
  });
});
