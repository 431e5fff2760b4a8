// The bench of the crew on the test GitHub: what counts as missed, what a suggestion puts in place, and what a second run changed.
import { describe, expect, test } from 'vitest';
import { differences } from '../../bench/github/differences.ts';
import type { Seen } from '../../bench/github/observe.ts';
import { renderGitHub } from '../../bench/github/render.ts';
import { missedGoals, type GitHubProof, type GitHubResult } from '../../bench/github/result.ts';
import { suggested } from '../../bench/github/suggested.ts';

const PROOF: GitHubProof = {
  id: '0'.repeat(14),
  title: 'Ask once | for all',
  outcome: 'proven',
  reason: 'As the clocks say.',
  gain: 'latency 2 ms → 1 ms',
  minutes: 1,
  told: true,
  at: 'suggestion',
  differs: null,
  verified: { holds: true, reason: 'As recorded.', minutes: 2 },
};
const PULLED: GitHubProof = { ...PROOF, id: '1'.repeat(14), at: 'pull request' };
const RESULT: GitHubResult = {
  command: 'node bench/github.ts',
  finishedAt: '2026-01-02T03:04:05Z',
  environment: null,
  repository: 'shop',
  least: { proven: 2, suggestions: 1, pulls: 1 },
  runs: [
    {
      minutes: 3,
      jobs: [
        { name: 'plan', conclusion: 'success', minutes: 0.1 },
        { name: 'crew-again', conclusion: 'skipped', minutes: 0 },
      ],
    },
  ],
  checks: [{ name: 'perfcrew', conclusion: 'failure' }],
  comments: 1,
  reviews: 1,
  suggestions: [{ path: 'lib/a.js', startLine: 3, line: 5, proof: PROOF.id }],
  pulls: [{ number: 2, title: 'perf: index', onto: 'slow', files: ['db/4.sql'], proof: PULLED.id }],
  moved: [],
  proofs: [PROOF, PULLED],
  changedAgain: [],
};

describe('goals', () => {
  test('a pull request that got all of it misses none', () => {
    expect(missedGoals(RESULT)).toEqual([]);
    const text = renderGitHub(RESULT);
    expect(text).toContain(
      '| Ask once \\| for all | proven | latency 2 ms → 1 ms | suggestion, lib/a.js:3–5 |',
    );
    expect(text).toContain('pull request with db/4.sql');
    expect(text).toMatch(/: held\.$/);
  });

  test('a proven patch that waits for its turn misses none either', () => {
    const waits: GitHubProof = { ...PROOF, id: '2'.repeat(14), told: false, at: 'nowhere', verified: null };
    const waiting = { ...RESULT, proofs: [PROOF, PULLED, waits] };
    expect(missedGoals(waiting)).toEqual([]);
    expect(renderGitHub(waiting)).toContain('| not told yet |');
  });

  const told = (changes: Partial<GitHubProof>): Partial<GitHubResult> => ({
    proofs: [{ ...PROOF, ...changes }, PULLED],
  });
  test.each<[Partial<GitHubResult>, string]>([
    [{ proofs: [PROOF] }, '1 proven patches instead of at least 2'],
    // Those it holds together are no patch of their own.
    [told({ at: 'comment' }), '1 proven patches instead of at least 2'],
    [{ suggestions: [] }, '0 suggestions instead of at least 1'],
    [{ pulls: [] }, '0 pull requests instead of at least 1'],
    [
      { pulls: RESULT.pulls.map((one) => ({ ...one, onto: 'good' })) },
      '#2 goes onto good, not onto the head',
    ],
    [{ comments: 2 }, '2 comments instead of one'],
    [{ moved: ['main'] }, 'the branch main was written to'],
    [{ changedAgain: null }, 'the workflow was not run a second time'],
    [{ changedAgain: ['reviews: new 7'] }, 'reviews: new 7'],
    [told({ verified: null }), '00000000000000 was not verified'],
    [told({ verified: { holds: false, reason: 'No gain.', minutes: 1 } }), 'does not hold: No gain.'],
    [told({ differs: 'lib/a.js would read otherwise' }), 'is not what was proven: lib/a.js would read'],
    [
      { runs: [{ minutes: 1, jobs: [{ name: 'prove', conclusion: 'failure', minutes: 1 }] }] },
      'the job prove ended as failure',
    ],
  ])('%j is missed', (changes, expected) => {
    const missed = missedGoals({ ...RESULT, ...changes });
    expect(missed).toHaveLength(1);
    expect(missed[0]).toContain(expected);
    expect(renderGitHub({ ...RESULT, ...changes })).toContain('missed: ');
  });
});

test('a suggestion puts its lines in place, deletes where it has none, and fences inside are text', () => {
  expect(suggested('Why.\n\n```suggestion\n  a\n\n  b\n```')).toBe('  a\n\n  b');
  expect(suggested('```suggestion\n```')).toBeNull();
  expect(suggested('````suggestion\n```js\n```\n````')).toBe('```js\n```');
});

test('another number in a text is no change, another line, branch or comment is', () => {
  const seen: Seen = {
    headSha: 'a',
    comments: [{ id: 1, body: 'ratio 0.5' }],
    reviews: [2],
    suggestions: [{ id: 3, path: 'a.js', startLine: 1, line: 1, body: '50 %\n```suggestion\nx\n```' }],
    pulls: [],
    branches: { main: 'a' },
    checks: [],
  };
  const [suggestion] = seen.suggestions;
  if (suggestion === undefined) throw new Error('It is there.');
  const reworded = { ...suggestion, body: suggestion.body.replace('50', '49') };
  expect(differences(seen, { ...seen, comments: [{ id: 1, body: '0.4' }], suggestions: [reworded] })).toEqual(
    [],
  );
  expect(differences(seen, { ...seen, branches: { main: 'b' }, comments: [] })).toEqual([
    'comments: no longer 1',
    'branches: no longer main a, new main b',
  ]);
  expect(differences(seen, { ...seen, suggestions: [{ ...suggestion, line: 2 }] })).toHaveLength(1);
});
