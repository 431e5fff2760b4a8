// Reviewers of a real change against a third party's mock of the model: what they say, what they may not say, and their silence.
import { describe, expect, test } from 'vitest';
import type { ReviewFindings } from '../../src/crew/roster/review-findings.ts';
import type { SceneTurn } from '../fakes/scripted-model.ts';
import { KEY, mockedApi } from '../io/anthropic/mocked-api.ts';
import { gitRepository } from '../kit/git-repository.ts';
import { reviewIn, reviewOf, type Reviewed } from './review-of.ts';

type Said = ReviewFindings['findings'][number];

const BEFORE = { 'lib/pay.js': 'export const pay = (order) => order.total;\n' };
const AFTER = {
  'lib/pay.js': 'export const pay = (order) => order.total * 100;\nexport const free = () => 0;\n',
};

const said = (more: Partial<Said>): Said => ({
  path: 'lib/pay.js',
  line: 1,
  endLine: null,
  severity: 'high',
  confidence: 'high',
  title: 'The total is in cents already',
  reason: 'pay() multiplies cents by 100.',
  mend: 'Return order.total.',
  ...more,
});

const answer = (document: string, findings: readonly Said[]): SceneTurn => ({
  text: JSON.stringify({ documents: { [document]: { findings } }, escalate: null }),
  usage: { input: 1000, output: 100 },
});

const at = (url: string): NodeJS.ProcessEnv => ({ ANTHROPIC_API_KEY: KEY, PERFCREW_MODEL_BASE_URL: url });

const told = ({ report }: Reviewed) =>
  report.findings.map(
    ({ gate, severity, title, location }) =>
      `${gate} ${severity} ${title} ${location?.path}:${location?.line}`,
  );
const silent = ({ report }: Reviewed) =>
  report.comparison.unmeasured.map(({ gate, reason, mend }) => `${gate}: ${reason} → ${mend}`);

describe('a reviewer', () => {
  test('is heard, fails nothing, and neither lines that are not there nor guesses are told', async () => {
    await using api = await mockedApi([
      answer('review-review', [
        said({}),
        said({ severity: 'medium', confidence: 'medium', line: 2, endLine: 900, title: 'Nobody calls free' }),
        said({ line: 40, title: 'Beyond the end' }),
        said({ path: '/etc/passwd', title: 'Elsewhere' }),
        said({ severity: 'medium', confidence: 'low', title: 'A guess' }),
      ]),
    ]);
    const reviewed = await reviewOf(BEFORE, AFTER, { environment: at(api.url) });
    expect(told(reviewed)).toEqual([
      'review warning The total is in cents already lib/pay.js:1',
      'review note Nobody calls free lib/pay.js:2',
    ]);
    expect(reviewed.report.verdict.conclusion).toBe('pass');
    expect(reviewed.documents.filter((text) => text.includes(KEY))).toEqual([]);
    const body = JSON.stringify(api.requests()[0]?.body);
    expect(body).toContain('Your role: Reviewer');
    expect(body).toContain('read-file');
  });

  test('is not asked again of the same change', async () => {
    await using api = await mockedApi([answer('review-review', [said({})])]);
    await using repository = await gitRepository(BEFORE);
    await repository.commit(AFTER);
    const first = await reviewIn(repository, { environment: at(api.url) });
    repository.git('commit', '--amend', '--quiet', '--message', 'The same, in other words');
    const second = await reviewIn(repository, { environment: at(api.url) });
    expect(told(second)).toEqual(told(first));
    expect(api.requests()).toHaveLength(1);
  });

  test.each<[string, readonly SceneTurn[], unknown, string]>([
    ['refuses', [{ finish: 'refusal', text: '' }], {}, 'the model refused the task'],
    ['cannot be reached', [{ error: { status: 401 } }], {}, 'gave no answer'],
    ['has no money', [], { crew: { budget: { usd_per_run: 0 } } }, 'usd_per_run'],
    [
      'has begun too often',
      [],
      { crew: { budget: { runs_per_user_per_hour: 0 } } },
      'No model could be asked',
    ],
    ['is unknown', [], { crew: { reviewers: ['house-style'] } }, 'The crew has no reviewer house-style'],
    ['has a model without a price', [], { crew: { models: { fast: 'gpt' } } }, 'nothing is known'],
  ])('that %s is told with the reason, and the review goes on', async (_, turns, config, reason) => {
    await using api = await mockedApi(turns);
    const reviewed = await reviewOf(BEFORE, AFTER, { environment: at(api.url), config });
    expect(silent(reviewed)).toEqual([expect.stringMatching(/^review: .* → \w/)]);
    expect(silent(reviewed)[0]).toContain(reason);
    expect(reviewed.report.verdict.conclusion).toBe('pass');
  });

  test.each([
    ['without a key', {}, 'needs a model: set ANTHROPIC_API_KEY'],
    ['of a fork', { ANTHROPIC_API_KEY: KEY }, 'the change is from a fork'],
  ])('%s is skipped, and that is no gap', async (name, keys, reason) => {
    const reviewed = await reviewOf(BEFORE, AFTER, {
      environment: { ANTHROPIC_API_KEY: undefined, ...keys },
      fromFork: name === 'of a fork',
    });
    const { skipped } = reviewed.report.plan;
    expect(skipped.find(({ gate }) => gate === 'review')?.reason).toContain(reason);
    expect(silent(reviewed)).toEqual([]);
  });
});

const ownReviewer = (limits: string): string => `---
name: house-style
role: House style
goal: Find what breaks the rules of this house.
tools: [read-file]
reads: [review, source]
writes: [review-house-style]
forms: { review-house-style: findings }
cache: review
${limits}---
Money is counted in cents.
`;

const OWN = '.github/perfcrew/crew/reviewers/house-style.md';
const ASKED = { crew: { reviewers: ['house-style'] } };

test('a reviewer of the repository’s own works from the base branch', async () => {
  await using api = await mockedApi([answer('review-house-style', [said({})])]);
  const reviewed = await reviewOf({ ...BEFORE, [OWN]: ownReviewer('') }, AFTER, {
    environment: at(api.url),
    config: ASKED,
  });
  expect(silent(reviewed)).toEqual([]);
  expect(reviewed.report.findings).toMatchObject([
    { gate: 'review', target: 'house-style', severity: 'warning' },
  ]);
});

describe('a reviewer with a limit of its own', () => {
  const limited = (usd: number) => ({ ...BEFORE, [OWN]: ownReviewer(`limits: { usd: ${usd} }\n`) });

  test('is not asked where one call could cost more, and that is told', async () => {
    await using api = await mockedApi([]);
    const reviewed = await reviewOf(limited(0.0001), AFTER, { environment: at(api.url), config: ASKED });
    expect(api.requests()).toEqual([]);
    expect(silent(reviewed)).toEqual([
      expect.stringContaining(
        'gave no answer: It may spend 0.0001 USD on a task (`limits.usd` in its file), and its next call could cost more than is left of that. → Raise `limits.usd` in its file.',
      ),
    ]);
    expect(reviewed.report.verdict.conclusion).toBe('pass');
  });

  test('is told to answer before the money is gone, and cannot write more than it may', async () => {
    await using api = await mockedApi([answer('review-house-style', [said({})])]);
    const reviewed = await reviewOf(limited(0.005), AFTER, { environment: at(api.url), config: ASKED });
    expect(silent(reviewed)).toEqual([]);
    const body = JSON.stringify(api.requests()[0]?.body);
    // 0.50 USD for a million tokens of an answer.
    expect(Number(/"max_tokens":(\d+)/.exec(body)?.[1])).toBeLessThan(10_000);
  });

  test('whose conversation grows beyond it ends with what the cap says', async () => {
    const reading: SceneTurn = {
      calls: [{ id: 'one', name: 'read-file', input: { path: 'lib/pay.js' } }],
      usage: { input: 38_000, output: 400 },
    };
    await using api = await mockedApi([reading]);
    const reviewed = await reviewOf(limited(0.004), AFTER, { environment: at(api.url), config: ASKED });
    expect(api.requests()).toHaveLength(1);
    expect(silent(reviewed)[0]).toContain('0.004 USD on a task');
  });
});
