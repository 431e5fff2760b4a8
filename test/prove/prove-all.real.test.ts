// Several patches on a real repository: what is refused by reading, by tests and by asking functions, which of two rivals is measured
// again, what the budget leaves, and a proof done again. The benchmark prints what stands in a file, so that nothing depends on load.
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { configSchema, type Config } from '../../src/config/config.ts';
import { openPatches } from '../../src/io/git/open-patches.ts';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import type { Proposal } from '../../src/crew/proposal.ts';
import { proveAll, type ProveAllRequest } from '../../src/prove/prove-all.ts';
import { tallyProofs } from '../../src/prove/tally-proofs.ts';
import { verifyProof } from '../../src/prove/verify-proof.ts';
import type { Proof } from '../../src/prove/proof.ts';
import { TEST_ENVIRONMENT } from '../measure/test-environment.ts';
import { openProject, type Project } from '../measure/stage/project.ts';
import { aProposal } from './a-proof.ts';

/** What the benchmark prints: five times, in seconds. */
function times(costSeconds: number): string {
  const around = [0, 1, -1, 2, -2].map((step) => costSeconds * (1 + step / 1000));
  return `${JSON.stringify({ results: [{ command: 'work', mean: costSeconds, stddev: 0, times: around }] })}\n`;
}

const FILES = {
  'lib/text.js':
    'export function initials(text) {\n  return text.split(" ").map((word) => word[0]).join("");\n}\n',
  'lib/one.json': times(2),
  'lib/two.json': times(2),
  'package.json': '{"type":"module"}\n',
  'check.sh': 'grep -q initials lib/text.js\n',
};

const settings: z.input<typeof configSchema> = {
  checks: { test: 'sh check.sh' },
  targets: {
    commands: ['one', 'two'].map((name) => ({
      name,
      run: `cat lib/${name}.json`,
      runs: 6,
      results: { file: '-', format: 'hyperfine' },
    })),
  },
  budget: { minutes: 0.005 },
};
const config: Config = configSchema.parse(settings);

async function open() {
  return await openProject({ base: FILES, config: settings });
}

function patch(path: keyof typeof FILES, after: string, change: Partial<Proposal> = {}): Proposal {
  return aProposal({ patch: unifiedDiff(path, FILES[path], after), ...change });
}

function occasion({ pullRequest, scratch }: Project): Omit<ProveAllRequest, 'budget'> {
  return {
    head: pullRequest.head.sha,
    config,
    seed: 1,
    version: '0.1.0',
    runDirectory: scratch,
    cacheDirectory: null,
    environment: TEST_ENVIRONMENT,
  };
}

const outside = (project: Project) => ({
  ...project.world,
  patches: openPatches(project.world.git.root, project.world.signal),
});

it(
  'proves what is faster, chooses between rivals on fresh data, and keeps every refusal',
  { timeout: 60_000 },
  async () => {
    await using project = await open();
    const proposals = [
      patch('lib/one.json', times(1.5), { id: 'some', bottleneck: 'one', title: 'Some' }),
      patch('lib/one.json', times(1), { id: 'more', bottleneck: 'one', title: 'More' }),
      patch('lib/one.json', times(1), { id: 'again', bottleneck: 'one', title: 'More, again' }),
      patch('lib/two.json', times(1), { id: 'other', bottleneck: 'two', title: 'Other' }),
      patch('lib/two.json', times(2.001), { id: 'nothing' }),
      patch('lib/two.json', times(3), { id: 'slower' }),
      patch('lib/text.js', FILES['lib/text.js'].replace('split(" ")', 'split(" ", 9)'), { id: 'cut' }),
      patch('check.sh', 'true\n', { id: 'stale', patch: unifiedDiff('lib/one.json', 'gone\n', 'x\n') }),
      patch('package.json', '{}\n', { id: 'scripts' }),
      patch('lib/two.json', times(1.2), { id: 'late' }),
    ];
    const kept: Proof[] = [];
    const proofs = await proveAll(
      proposals,
      {
        ...occasion(project),
        budget: { minutes: 5, most: 6 },
        keep: async (proof) => void kept.push(proof),
      },
      outside(project),
    );
    expect(Object.fromEntries(proofs.map(({ proposal, outcome }) => [proposal.id, outcome]))).toEqual({
      some: 'beaten',
      more: 'proven',
      again: 'beaten',
      other: 'proven',
      nothing: 'not-faster',
      slower: 'slower',
      cut: 'changes-behaviour',
      stale: 'does-not-apply',
      scripts: 'tampers',
      late: 'untried',
    });
    expect(tallyProofs(proofs)).toBe(
      'tried 9: 2 proven, 2 beaten by another for the same bottleneck, 1 not faster, 1 slower, 1 changed behaviour, 1 did not apply, 1 touched what judges it; 1 left untried',
    );
    expect(new Set(kept)).toEqual(new Set(proofs));
    const [some, more] = proofs;
    expect(some?.reason).toMatch(/“More” \(more\) mends the same/);
    expect(more?.gains[0]).toMatchObject({
      target: 'one: work',
      metric: 'result-ms',
      ratio: expect.closeTo(0.5, 2),
    });
    expect(proofs.find(({ proposal }) => proposal.id === 'cut')?.reason).toMatch(/`initials\(/);

    if (more === undefined) throw new Error('No proof to do again.');
    const request = { ...occasion(project), budget: undefined };
    expect(await verifyProof(more, request, outside(project))).toMatchObject({
      holds: true,
      numbers: [{ recorded: { target: 'one: work' }, replayed: { target: 'one: work' } }],
    });
    const forged = { ...more, gains: more.gains.map((gain) => ({ ...gain, ratio: 0.1 })) };
    expect(await verifyProof(forged, request, outside(project))).toMatchObject({
      holds: false,
      reason: expect.stringMatching(/The record claims .*×0\.100; done again there is .*×0\.50/),
    });
    const other = { ...request, config: { ...config, always_full_for: ['x'] } };
    await expect(verifyProof(more, other, outside(project))).rejects.toThrow(/under another configuration/);
  },
);
