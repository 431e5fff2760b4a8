// What the publish zone makes of measurements it did not take itself.
import { describe, expect, test } from 'vitest';
import type { Measurement } from '../../src/measure/measurement.ts';
import type { ForgeReader } from '../../src/ports/forge.ts';
import { assessFromForge, judgeUpstream, type Upstream } from '../../src/run/judge-upstream.ts';
import { parseUpstreamMeasurement, UPSTREAM_LIMITS } from '../../src/run/upstream-measurements.ts';
import { BASE_SHA, buildReport } from '../report/build-report.ts';

const { pullRequest } = buildReport();
const [example] = buildReport().measurements;
if (example === undefined) throw new Error('The fixture has no measurement.');

const CONFIG = `
targets:
  commands:
    - { name: one, run: 'true' }
    - { name: two, run: 'true' }
gates: { minimal: { command: { run: all, required: false } } }
`;

function reader(config: string | null): ForgeReader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    isOpen: () => Promise.resolve(true),
    pullRequest: () => Promise.resolve(pullRequest),
    pullRequestOfHead: () => Promise.resolve(pullRequest),
    changedFiles: () =>
      Promise.resolve({
        files: [
          { filename: 'a.js', status: 'modified', additions: 1, deletions: 0, patch: '@@ -0,0 +1 @@\n+1' },
        ],
        truncated: false,
      }),
    fileAt: (commit, path) => {
      asked.push(`${commit} ${path}`);
      return Promise.resolve(config);
    },
  };
}

const measured = (target: string, value = 100): Measurement => ({
  ...example,
  gate: 'command',
  target,
  outcome: {
    status: 'measured',
    series: [
      {
        metric: 'duration-ms',
        rounds: Array.from({ length: 12 }, (_, at) => ({
          restart: at,
          base: 100 + at / 10,
          head: value + at / 10,
        })),
      },
    ],
    observations: [],
  },
});

async function judged(upstream: Partial<Upstream>, config: string | null = CONFIG) {
  const assessment = await assessFromForge(
    { pullRequest: { ...pullRequest, number: 7 }, request: null },
    reader(config),
  );
  return judgeUpstream(
    assessment,
    { measurements: [measured('one'), measured('two')], refused: 0, conclusion: 'success', ...upstream },
    { version: '0.1.0', finishedAt: 0, phases: [] },
  );
}

test('rules come from the base commit, by the name that was asked for', async () => {
  const forge = reader(CONFIG);
  await assessFromForge({ pullRequest, request: null }, forge);
  await assessFromForge({ pullRequest, request: null, configPath: '.github/api.yml' }, forge);
  expect(forge.asked).toEqual([`${BASE_SHA} .github/perfcrew.yml`, `${BASE_SHA} .github/api.yml`]);
});

test('whole and equal is a pass', async () => {
  expect((await judged({})).verdict.conclusion).toBe('pass');
});

describe('a pass becomes neutral, and says why, where', () => {
  test.each([
    ['the workflow failed', { conclusion: 'failure' }, 'The workflow that measured ended with failure'],
    ['nobody knows how it ended', { conclusion: null }, 'ended with nothing'],
    ['files were refused', { refused: 3 }, '3 of the files it left are no measurements'],
    ['a gate that need not be is missing', { measurements: [] }, 'Nothing came back for one, two'],
    ['one of its targets is', { measurements: [measured('two')] }, 'Nothing came back for one:'],
  ])('%s', async (_, upstream, why) => {
    const { verdict } = await judged(upstream);
    expect(verdict.conclusion).toBe('neutral');
    expect(verdict.headline).toContain(why);
    expect(verdict.reasons.map(({ effect }) => effect)).toContain('neutral');
  });
});

test('a failure stays one, with the doubts below it', async () => {
  const { verdict } = await judged({
    measurements: [measured('one', 300), measured('two')],
    conclusion: 'failure',
  });
  expect(verdict.conclusion).toBe('fail');
  expect(verdict.headline).not.toContain('ended with');
  const effects = verdict.reasons.map(({ effect }) => effect);
  expect(effects.indexOf('fail')).toBeLessThan(effects.indexOf('neutral'));
});

test('only what was planned counts, and only once', async () => {
  const report = await judged({
    measurements: [measured('one'), measured('one', 900), measured('three', 900), measured('two')],
  });
  expect(report.measurements.map(({ target }) => target)).toEqual(['one', 'two']);
  expect(report.verdict.conclusion).toBe('pass');
});

test('a change that plans nothing owes nothing', async () => {
  const config = 'targets: {}\n';
  expect((await judged({ measurements: [], conclusion: 'failure' }, config)).verdict.conclusion).toBe('pass');
});

describe('a measurement from outside', () => {
  const text = (changes: object): string => JSON.stringify({ ...measured('one'), ...changes });

  test('is taken as it is', () => {
    expect(parseUpstreamMeasurement(text({}))).toEqual(measured('one'));
    const unmeasured = { status: 'unmeasured', reason: 'No.', mend: 'Yes.', causedByHead: false };
    expect(parseUpstreamMeasurement(text({ outcome: unmeasured }))?.outcome).toEqual(unmeasured);
  });

  test.each([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['an unknown key', text({ verdict: 'pass' })],
    ['an unknown gate', text({ gate: 'magic' })],
    [
      'too many series',
      text({
        outcome: {
          status: 'measured',
          observations: [],
          series: Array.from({ length: 101 }, () => ({ metric: 'x', rounds: [] })),
        },
      }),
    ],
    [
      'too many rounds',
      text({
        outcome: {
          status: 'measured',
          observations: [],
          series: [
            {
              metric: 'x',
              rounds: Array.from({ length: UPSTREAM_LIMITS.roundsPerSeries + 1 }, () => ({
                restart: 0,
                base: 1,
                head: 1,
              })),
            },
          ],
        },
      }),
    ],
  ])('is refused: %s', (_, given) => {
    expect(parseUpstreamMeasurement(given)).toBeNull();
  });
});
