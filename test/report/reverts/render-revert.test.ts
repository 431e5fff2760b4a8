// What people read of a revert, and that the words of commits and targets stay words.
import { describe, expect, test } from 'vitest';
import { readRevertMark, writeRevertMark } from '../../../src/report/reverts/mark.ts';
import { renderRevert, revertMessage } from '../../../src/report/reverts/render-revert.ts';
import { renderRevertHandoff } from '../../../src/report/reverts/revert-handoff.ts';
import type { ToldPush } from '../../../src/report/reverts/told-push.ts';
import { HOSTILE_TEXTS } from '../hostile.ts';
import { slowRow } from './slow-row.ts';

const head = 'c0ffee0123'.repeat(4);
const commit = (letter: string, title: string, pulls: ToldPush['commits'][number]['pulls'] = []) => ({
  sha: letter.repeat(40),
  title,
  pulls,
});
const push = (changes: Partial<ToldPush> = {}): ToldPush => ({
  branch: 'main',
  base: 'ba5e000123'.repeat(4),
  head,
  commits: [commit('1', 'Show the history', [{ number: 12, title: 'History of orders', branch: 'history' }])],
  commitCount: 1,
  regressions: [slowRow({ gate: 'load', target: 'GET /orders', label: 'Latency p50' }), slowRow()],
  runUrl: 'https://github.com/alice/shop/actions/runs/77',
  ...changes,
});
const whole = { kind: 'tree-of', commit: 'b'.repeat(40) } as const;

test('the pull request', () => {
  const { title, body } = renderRevert(push(), whole);
  expect(title).toBe('Revert "History of orders": GET /orders, latency p50 +50 % and 1 more');
  expect(body).toMatchInlineSnapshot(`
    "<!-- perfcrew:revert c0ffee0123c0ffee0123c0ffee0123c0ffee0123 -->
    A push to \`main\` made this slower:

    | Target | Metric | Before | After | Change | Sure |
    | :-- | :-- | --: | --: | --: | :-- |
    | GET /orders | Latency p50 | 40 ms | 60 ms | +50 % [42, 58] | 95 %, 24 pairs |
    | work | Duration | 40 ms | 60 ms | +50 % [42, 58] | 95 %, 24 pairs |

    It came with

    - 1111111111111111111111111111111111111111 Show the history (#12)

    This is a proposal: nothing is taken back until somebody merges it. Merging it brings every file back to what it was before the push.

    **To say no, close it.** It is not raised again for that commit.

    Measured in [this run](https://github.com/alice/shop/actions/runs/77): c0ffee0123c0ffee0123c0ffee0123c0ffee0123 against ba5e000123ba5e000123ba5e000123ba5e000123, and seen again in fresh processes where a number is noisy. The check run on that commit has the report."
  `);
});

test('the commit', () => {
  expect(revertMessage(push())).toMatchInlineSnapshot(`
    "Revert "History of orders"

    This takes back what was pushed from ba5e000123ba5e000123ba5e000123ba5e000123 to c0ffee0123c0ffee0123c0ffee0123c0ffee0123, which made slower:
    GET /orders: latency p50 +50 %.
    work: duration +50 %.

    Perfcrew-Reverts: c0ffee0123c0ffee0123c0ffee0123c0ffee0123"
  `);
});

test('the issue where a person must do it', () => {
  const paths = Array.from({ length: 22 }, (_, index) => `src/${index}.js`);
  const why = 'Files of the push were changed again since.';
  const { marker, title, body } = renderRevertHandoff(push(), { why, paths });
  expect(body.startsWith(`${marker}\n`)).toBe(true);
  expect(title).toBe('perfcrew: a push to main made 2 numbers worse: History of orders');
  expect(body.slice(body.indexOf('**Why'))).toMatchInlineSnapshot(`
    "**Why not by itself:** Files of the push were changed again since.

    - \`src/0.js\`
    - \`src/1.js\`
    - \`src/2.js\`
    - \`src/3.js\`
    - \`src/4.js\`
    - \`src/5.js\`
    - \`src/6.js\`
    - \`src/7.js\`
    - \`src/8.js\`
    - \`src/9.js\`
    - \`src/10.js\`
    - \`src/11.js\`
    - \`src/12.js\`
    - \`src/13.js\`
    - \`src/14.js\`
    - \`src/15.js\`
    - \`src/16.js\`
    - \`src/17.js\`
    - \`src/18.js\`
    - \`src/19.js\`
    - …and 2 more

    **What to do:** make it fast again in a pull request, or revert it by hand (\`git revert\` on a branch of its own, solving what conflicts). Close this issue if it is fine as it is: it is opened once for that commit.

    Measured in [this run](https://github.com/alice/shop/actions/runs/77): c0ffee0123c0ffee0123c0ffee0123c0ffee0123 against ba5e000123ba5e000123ba5e000123ba5e000123, and seen again in fresh processes where a number is noisy. The check run on that commit has the report."
  `);
});

test('several pull requests are named by their number of commits, and many commits are counted', () => {
  const commits = [
    commit('1', 'One', [{ number: 1, title: 'First', branch: 'one' }]),
    commit('2', 'Two', [{ number: 2, title: 'Second', branch: 'two' }]),
  ];
  const { title, body } = renderRevert(push({ commits, commitCount: 30 }), whole);
  expect(title).toMatch(/^Revert "30 commits up to c0ffee0123": /);
  expect(body).toContain('- …and 28 earlier commits');
});

describe('words of others', () => {
  test.each(Object.entries(HOSTILE_TEXTS))('%s', (_, text) => {
    const hostile = push({
      commits: [commit('1', text, [{ number: 1, title: text, branch: text }])],
      regressions: [slowRow({ target: text, label: text })],
    });
    const { title, body } = renderRevert(hostile, whole);
    expect(readRevertMark(body)).toBe(head);
    expect(title).not.toContain('\n');
    expect(title.length).toBeLessThanOrEqual(256);
    // Squashed, it becomes the message of a commit, where a closing word would count.
    expect(title).not.toMatch(/@|#|:\/\//);
    expect(body.match(/<!--/g)).toHaveLength(1);
    expect(revertMessage(hostile)).not.toMatch(/@|#|:\/\//);
    const issue = renderRevertHandoff(hostile, { why: 'So.', paths: [text] });
    expect(issue.body.split('\n')[0]).toBe(issue.marker);
  });
});

test('a mark is read only where it stands alone on the first line', () => {
  expect(readRevertMark(`${writeRevertMark(head)}\r\nText`)).toBe(head);
  expect(readRevertMark(`Text\n${writeRevertMark(head)}`)).toBe(null);
  expect(readRevertMark('<!-- perfcrew:revert main -->')).toBe(null);
  expect(readRevertMark(`${writeRevertMark(head)} and more`)).toBe(null);
});
