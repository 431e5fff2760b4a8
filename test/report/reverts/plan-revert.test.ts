// When a push may be put back without a person, and when it may not.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TreeChange, TreeFile } from '../../../src/ports/forge.ts';
import { planRevert, type RevertFacts } from '../../../src/report/reverts/plan-revert.ts';

const file = (letter: string, mode = '100644'): TreeFile => ({ mode, sha: letter.repeat(40) });
const change = (path: string, before: TreeFile | null, after: TreeFile | null): TreeChange => ({
  path,
  before,
  after,
});
const pushed = [
  change('a.js', file('1'), file('2')),
  change('lib/new.js', null, file('3')),
  change('old.js', file('4'), null),
];

function plan(facts: Partial<RevertFacts> = {}): string {
  const base = 'b'.repeat(40);
  const later = facts.later ?? [];
  const since = later.length > 0 ? 'ahead' : 'identical';
  const planned = planRevert({
    base,
    head: 'c'.repeat(40),
    relation: 'ahead',
    since,
    pushed,
    later,
    ...facts,
  });
  switch (planned.kind) {
    case 'nothing':
      return `nothing: ${planned.why}`;
    case 'handoff':
      return `handoff: ${planned.why} ${planned.paths.join(' ')}`.trim();
    case 'restore':
      return planned.content.kind === 'tree-of'
        ? `tree of ${planned.content.commit.slice(0, 2)}`
        : `files ${planned.content.files.map(({ path }) => path).join(' ')}`;
  }
}

test('at the tip the whole tree, further on the files of the push', () => {
  expect(plan()).toBe('tree of bb');
  expect(plan({ later: [change('README.md', file('1'), file('2'))] })).toBe('files a.js lib/new.js old.js');
});

test.each([
  [
    'reverted by somebody already',
    { later: pushed.map(({ path, before, after }) => change(path, after, before)) },
  ],
  ['not on the branch any more', { since: 'diverged' }],
  ['before the branch began', { since: 'behind' }],
  ['the same commit twice', { relation: 'identical' }],
  ['no file', { pushed: [] }],
] as const)('nothing: %s', (_, facts) => {
  expect(plan(facts)).toMatch(/^nothing: /);
});

test.each([
  ['moved by force', { relation: 'diverged' }, /by force/],
  ['too many folders', { pushed: null }, /More folders/],
  [
    'workflows, with the branch where it was',
    { pushed: [...pushed, change('.github/workflows/ci.yml', file('5'), file('6'))] },
    /workflows.* \.github\/workflows\/ci\.yml$/,
  ],
  ['touched since', { later: [change('a.js', file('2'), file('7'))] }, /changed again since\. a\.js$/],
  ['another mode since', { later: [change('a.js', file('2'), file('2', '100755'))] }, /since\. a\.js$/],
  ['half of it reverted', { later: [change('a.js', file('2'), file('1'))] }, /since\. a\.js$/],
  ['a folder where a file was deleted', { later: [change('old.js/x', null, file('7'))] }, /since\. old\.js$/],
  ['a file where its folder was', { later: [change('lib', null, file('7'))] }, /since\. lib\/new\.js$/],
  [
    'a file that became a folder, and the branch moved on',
    {
      pushed: [change('a', file('1'), null), change('a/b', null, file('2'))],
      later: [change('x', null, file('1'))],
    },
    /a folder of a file/,
  ],
] as const)('for people: %s', (_, facts, reason) => {
  expect(plan(facts)).toMatch(/^handoff: /);
  expect(plan(facts)).toMatch(reason);
});

describe('laws', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
    .map((names) => names.join('/'));
  const maybe = fc.option(fc.constantFrom('1', '2', '3').map((letter) => file(letter)));
  const changes = fc
    .uniqueArray(fc.tuple(path, maybe, maybe), { selector: ([at]) => at, maxLength: 6 })
    .map((all) => all.map(([at, before, after]) => change(at, before, after)));

  test('no file that was touched since is ever written over, and each of the push is put back or none', () => {
    fc.assert(
      fc.property(changes, changes, (push, later) => {
        const planned = planRevert({
          base: 'b',
          head: 'c',
          relation: 'ahead',
          since: later.length > 0 ? 'ahead' : 'identical',
          pushed: push,
          later,
        });
        if (planned.kind !== 'restore' || planned.content.kind === 'tree-of') return;
        expect(planned.content.files).toEqual(push);
        const touched = new Set(later.map(({ path: at }) => at));
        for (const { path: at } of planned.content.files) expect(touched.has(at)).toBe(false);
      }),
    );
  });
});
