// What is said of a proof, and that nothing in it can say more than it should.
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';
import { renderMarkdown } from '../../../src/report/markdown/render-markdown.ts';
import { commitMessage } from '../../../src/report/proposals/commit-message.ts';
import { renderHandoff } from '../../../src/report/proposals/handoff.ts';
import { byPhase } from '../../../src/report/proposals/phases.ts';
import { proposalsPart } from '../../../src/report/proposals/proposals-part.ts';
import { renderPull } from '../../../src/report/proposals/render-pull.ts';
import { renderSuggestion } from '../../../src/report/proposals/render-suggestion.ts';
import { selectProofs } from '../../../src/report/proposals/select-proofs.ts';
import { quietReport } from '../build-report.ts';
import { HOSTILE_TEXTS } from '../hostile.ts';
import { buildProof, FAST, SLOW, type ProofFacts } from './build-proof.ts';

const select = (...all: readonly ProofFacts[]) =>
  selectProofs(
    all.map((facts, index) =>
      buildProof({
        ...facts,
        proposal: { patch: unifiedDiff(`src/${index}.js`, SLOW, FAST), ...facts.proposal },
      }),
    ),
    { dismissed: new Set(), raised: new Set(), least: 0.05 },
  );
const one = (facts: ProofFacts = {}) => {
  const [selected] = select(facts);
  if (selected === undefined) throw new Error('Nothing was selected.');
  return selected;
};
const place = { path: 'src/0.js', startLine: 3, line: 3, text: ['a', 'b'] };

test('a suggestion', () => {
  const selected = one({ proposal: { id: 'find-first-1' } });
  const text = renderSuggestion(
    { ...selected, proof: { ...selected.proof, id: '00000000000001' } },
    { place, part: 1, parts: 1 },
  );
  expect(text).toMatchInlineSnapshot(`
    "<!-- perfcrew:proposal find-first-1 1715096e4ae5a6 onto=9d04e6b1c7f83a2255d1908be4a6f7703c2e1d5f -->
    **Stop at the first match**

    Proven: latency p50 of GET /one 100 ms → 50 ms (−50 % \\[−51, −49\\] at 95 %, 24 pairs).

    \\\`filter\\\` goes through all of them and keeps one.

    Measure it again: \`perfcrew verify 00000000000001\`

    \`\`\`suggestion
    a
    b
    \`\`\`"
  `);
});

test('a suggestion with backticks gets a longer fence, an empty one deletes', () => {
  const ticks = renderSuggestion(one(), { place: { ...place, text: ['```js', '````'] }, part: 1, parts: 1 });
  expect(ticks).toMatch(/\n`````suggestion\n```js\n````\n`````$/);
  expect(renderSuggestion(one(), { place: { ...place, text: [] }, part: 2, parts: 2 })).toMatch(
    /part 2 of 2[^]*\n```suggestion\n```$/,
  );
});

describe('the part of the comment', () => {
  test('tells where each patch is, and folds the rest', () => {
    const selected = select({}, {}, { proposal: { id: 'folded' } });
    const proofs = [...selected.map(({ proof }) => proof), buildProof({ outcome: 'not-faster' })];
    const whereabouts = [{ kind: 'suggested' }, { kind: 'pulled', number: 9 }, { kind: 'folded' }] as const;
    const told = selected.map((each, index) => ({
      selected: each,
      at: whereabouts[index] ?? { kind: 'folded' as const },
    }));
    const text = renderMarkdown(quietReport(), { proposals: proposalsPart(told, proofs) });
    expect(text).toContain('suggested on its lines.');
    expect(text).toContain('ready in #9.');
    expect(text).toContain('git apply fast.patch');
    expect(text).toContain('+export const one = (all) => all.find(find);');
    expect(text).toContain('Tried 4: 3 proven, 1 not faster.');
  });

  test('says of a proven patch that is not told why it waits', () => {
    const proofs = [buildProof({ proposal: { id: 'waits', title: 'Another one' } })];
    const held = new Map([[proofs[0]?.id ?? '', 'at most 3 are told at a time']]);
    const text = renderMarkdown(quietReport(), { proposals: proposalsPart([], proofs, { held }) });
    expect(text).toContain('- Another one: proven, and not told: at most 3 are told at a time.');
  });

  test('is silent where nothing was tried', () => {
    expect(renderMarkdown(quietReport(), { proposals: proposalsPart([], []) })).toBe(
      renderMarkdown(quietReport(), {}),
    );
  });

  test('leaves a patch out that is too long for a comment', () => {
    const long = unifiedDiff('src/0.js', SLOW, `${SLOW}${'// x\n'.repeat(10_000)}`);
    const selected = one({ proposal: { patch: long } });
    const text = renderMarkdown(quietReport(), {
      proposals: proposalsPart([{ selected, at: { kind: 'folded' } }], [selected.proof]),
    });
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain('too long for this comment');
  });
});

test('text of strangers stays text', () => {
  for (const hostile of HOSTILE_TEXTS) {
    const selected = one({ proposal: { title: hostile.slice(0, 200), why: hostile.slice(0, 4000) } });
    const { title, body } = renderPull(selected, { parent: 7, tip: 'b'.repeat(40) });
    const suggestion = renderSuggestion(selected, { place, part: 1, parts: 1 });
    for (const text of [body, suggestion]) {
      expect(text.split('\n').filter((line) => line.includes('<!--'))).toHaveLength(1);
      expect(text.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/@\w/);
    }
    expect(title).not.toContain('\n');
    expect(commitMessage('a', [selected], null)).not.toMatch(/[@#]|:\/\//);
  }
});

test('commits come by phase, with the proofs in their trailers', () => {
  const selected = select(
    { proposal: { kind: 'hoist-regex' } },
    { proposal: { kind: 'create-index' } },
    { proposal: { kind: 'set-lookup' } },
  );
  const phases = byPhase(selected);
  expect(phases.map(({ title, proofs }) => [title, proofs.length])).toEqual([
    ['ask the database for less', 1],
    ['do less work for the same answer', 2],
  ]);
  const message = commitMessage(phases[1]?.title ?? '', phases[1]?.proofs ?? [], 'f'.repeat(14));
  expect(message.split('\n')[0]).toBe('perf: do less work for the same answer');
  expect(message.match(/^Perfcrew-Proof: [0-9a-f]{14}$/gm)).toHaveLength(2);
  expect(message.split('\n').at(-1)).toBe('Perfcrew-Proof-Together: ffffffffffffff');
});

describe('a handoff', () => {
  const gate = {
    document: 'exit-gate',
    version: 1,
    conclusion: 'open',
    verdict: 'fail',
    targets: [
      {
        target: 'GET /one',
        metric: 'latency-p95',
        now: 120,
        goal: 60,
        holds: false,
        proposals: [],
        bottlenecks: [],
      },
      {
        target: 'GET /two',
        metric: 'latency-p95',
        now: 10,
        goal: 10,
        holds: true,
        proposals: [],
        bottlenecks: [],
      },
    ],
    reasons: ['It is slower.'],
  } as const;

  test('tells what is missed', () => {
    const handoff = renderHandoff(gate, { pullRequest: 7, proofs: [buildProof({ outcome: 'slower' })] });
    expect(handoff?.body).toContain('| GET /one | latency-p95 | 120 | 60 | 0 |');
    expect(handoff?.body).not.toContain('GET /two');
    expect(handoff?.body).toContain('tried 1: 1 slower');
    expect(handoff?.body.split('\n')[0]).toBe(handoff?.marker);
  });

  test('is none where nothing is open', () => {
    expect(renderHandoff({ ...gate, conclusion: 'mendable' }, { pullRequest: 7, proofs: [] })).toBeNull();
  });
});
