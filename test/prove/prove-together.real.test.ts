// What is told of several patches before anything is measured: no time is left, or they are in each other's way.
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import { openPatches } from '../../src/io/git/open-patches.ts';
import { proveTogether } from '../../src/prove/prove-together.ts';
import type { Proof } from '../../src/prove/proof.ts';
import { TEST_ENVIRONMENT } from '../measure/test-environment.ts';
import { openProject } from '../measure/stage/project.ts';
import { buildGain } from '../report/proposals/build-proof.ts';
import { aProof, aProposal } from './a-proof.ts';

const TEXT = 'a\nb\nc\nd\ne\nf\ng\nh\n';
const proof = (title: string, after: string, ratio: number): Proof =>
  aProof({
    gains: [buildGain(ratio, { metric: 'latency-p50-ms' })],
    proposal: aProposal({ id: title, title, patch: unifiedDiff('a.js', TEXT, after) }),
  });
const FIRST = proof('first', TEXT.replace('a\n', 'A\n'), 0.9);
const LAST = proof('last', TEXT.replace('h\n', 'H\n'), 0.8);
const RIVAL = proof('rival', TEXT.replace('a\n', 'AA\n'), 0.5);

async function together(proofs: readonly Proof[], leftMs: number) {
  await using project = await openProject({ base: { 'a.js': TEXT } });
  const { world, pullRequest, scratch } = project;
  return await proveTogether(
    proofs,
    {
      leftMs,
      head: pullRequest.head.sha,
      config: configSchema.parse({}),
      seed: 1,
      version: '0.1.0',
      runDirectory: scratch,
      cacheDirectory: null,
      environment: TEST_ENVIRONMENT,
    },
    { ...world, patches: openPatches(world.git.root, world.signal) },
  );
}

test('without time left they stay untried, and the record says what was missing', async () => {
  expect(await together([FIRST, LAST], 999)).toMatchObject({
    outcome: 'untried',
    reason: 'It takes about 0.0 minutes, and 0.0 of the time budget were left.',
    proposal: { kind: 'together', risk: 'low', patch: expect.stringMatching(/\+A[^]*\+H/) },
    together: { parts: [{ proof: LAST.id }, { proof: FIRST.id }], left: [] },
  });
});

test('the better of two that are in each other’s way stays, and git says why the other does not', async () => {
  expect(await together([FIRST, RIVAL], 3_600_000)).toMatchObject({
    outcome: 'does-not-apply',
    reason: 'No other one applies once “rival” is in.',
    together: {
      parts: [{ proof: RIVAL.id }],
      left: [{ proof: FIRST.id, title: 'first', reason: expect.stringContaining('a.js') }],
    },
  });
});

test('a part that would be refused alone is none', async () => {
  const long = proof('long', `${TEXT}${'x\n'.repeat(401)}`, 0.5);
  expect(await together([FIRST, long], 3_600_000)).toBeNull();
});

test('fewer than two are none', async () => {
  expect(await together([FIRST, { ...LAST, outcome: 'beaten' }], 3_600_000)).toBeNull();
});
