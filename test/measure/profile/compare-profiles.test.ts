// Who is blamed: the nearest changed function, only where every pair of passes says so, on the line that does it.
import { describe, expect, test } from 'vitest';
import { observeProfile } from '../../../src/measure/profile/observe-profile.ts';
import { compareProfiles } from '../../../src/measure/profile/compare-profiles.ts';
import { flameDifference } from '../../../src/measure/profile/flame-difference.ts';
import type { Observation } from '../../../src/measure/measurement.ts';
import type { Diff } from '../../../src/change/diff.ts';
import { ALLOCATION, CPU, type Resource } from '../../../src/measure/profile/resource.ts';
import { diffOf } from '../../compare/documents.ts';
import { treeOf, type Written } from './recorded.ts';

const DIFF = diffOf({
  'lib/rank.js':
    '@@ -2,3 +2,3 @@\n one\n-  return list.map(score);\n+  return list.flatMap((one) => similar(one));\n three\n',
});
const RANK = 'lib/rank.js rank 1-9';
const SIMILAR = 'lib/similar.js similar 20-30';

const base: Written = { node: { ms: 1, calls: { [RANK]: { ms: 1, calls: { [SIMILAR]: { ms: 1 } } } } } };
const slow: Written = {
  node: { ms: 1.1, calls: { [RANK]: { ms: 1.5, lines: { 4: 1.5 }, calls: { [SIMILAR]: { ms: 8 } } } } },
};

function observe(
  passes: { readonly base: readonly Written[]; readonly head: readonly Written[] },
  { diff = DIFF, resource = CPU }: { readonly diff?: Diff; readonly resource?: Resource } = {},
): Observation[] {
  const comparison = compareProfiles(
    { base: passes.base.map(treeOf), head: passes.head.map(treeOf) },
    { diff, resource },
  );
  return observeProfile({ target: 'GET /list', comparison, how: 'Two profiles.' });
}

describe('a changed function', () => {
  test('answers for what it calls that did not change, on the changed line that names it', () => {
    const [found] = observe({ base: [base, base], head: [slow, slow] });
    expect(found).toMatchObject({
      kind: 'hot-function',
      severity: 'warning',
      side: 'head',
      title: 'rank (lib/rank.js:3), changed here, +7.50 ms of the +7.60 ms CPU per request of GET /list',
      location: { path: 'lib/rank.js', line: 3, side: 'head' },
      clues: ['rank', 'similar'],
    });
    expect(found?.detail).toContain('It is spent in similar (lib/similar.js:20) as well');
  });

  test('is not blamed where only one of two pairs of passes shows it', () => {
    expect(kinds(observe({ base: [base, slow], head: [slow, base] }))).toEqual(['hot-functions']);
    expect(kinds(observe({ base: [base, base], head: [slow, base] }))).toEqual(['hot-functions']);
  });

  test('is not blamed for a machine that became slower for all code', () => {
    const third = treeScale(base, 1.33);
    expect(kinds(observe({ base: [base, base], head: [third, third] }))).toEqual([
      'cpu-growth-elsewhere',
      'hot-functions',
    ]);
    const fifth = treeScale(base, 1.2);
    expect(kinds(observe({ base: [base, base], head: [fifth, fifth] }))).toEqual(['hot-functions']);
  });

  test('is not blamed for what its parts gained and lost', () => {
    const moved: Written = {
      node: {
        ms: 1,
        calls: { [RANK]: { ms: 0.2, calls: { 'lib/rank.js fresh 4-6': { ms: 0.8 }, [SIMILAR]: { ms: 1 } } } },
      },
    };
    expect(kinds(observe({ base: [base, base], head: [moved, moved] }))).toEqual(['hot-functions']);
  });

  test('is found again in a moved file', () => {
    const diff = {
      ...DIFF,
      files: DIFF.files.map((file) => ({
        ...file,
        path: 'lib/moved.js',
        previousPath: 'lib/rank.js',
        status: 'renamed' as const,
      })),
    };
    const there: Written = JSON.parse(JSON.stringify(slow).replaceAll('lib/rank.js', 'lib/moved.js'));
    const [found] = observe({ base: [base, base], head: [there, there] }, { diff });
    expect(found?.location).toEqual({ path: 'lib/moved.js', line: 3, side: 'head' });
  });
});

test('growth in what the diff does not touch is a note that names it', () => {
  const elsewhere: Written = { node: { ms: 1, calls: { [SIMILAR]: { ms: 9 } } } };
  const [found] = observe({ base: [base, base], head: [elsewhere, elsewhere] });
  expect(found).toMatchObject({ kind: 'cpu-growth-elsewhere', severity: 'note', location: null });
  expect(found?.detail).toContain('similar (lib/similar.js:20) +9.00 ms');
});

test('a function that lost lines only is blamed where they were', () => {
  const diff = diffOf({
    'lib/rank.js': '@@ -2,4 +2,3 @@\n one\n-  if (cache.has(key)) return;\n two\n three\n',
  });
  const [found] = observe({ base: [base, base], head: [slow, slow] }, { diff });
  expect(found?.location).toEqual({ path: 'lib/rank.js', line: 3, side: 'head' });
});

test('a changed function that allocates more is named with its bytes, on the changed line', () => {
  const written = (bytes: number): Written => ({
    node: { ms: 5_000, calls: { [RANK]: { ms: bytes, calls: { [SIMILAR]: { ms: 1_000 } } } } },
  });
  const light = written(10_000);
  const heavy = written(1_210_000);
  const [found, overview] = observe({ base: [light, light], head: [heavy, heavy] }, { resource: ALLOCATION });
  expect(found).toMatchObject({
    kind: 'allocating-function',
    severity: 'warning',
    title: 'rank (lib/rank.js:3), changed here, +1.2 MB of the +1.2 MB allocated per request of GET /list',
    location: { path: 'lib/rank.js', line: 3, side: 'head' },
  });
  expect(overview).toMatchObject({ kind: 'allocating-functions', severity: 'note' });
  expect(kinds(observe({ base: [light, light], head: [light, light] }, { resource: ALLOCATION }))).toEqual([
    'allocating-functions',
  ]);
});

test('the differential flame graph has the width of head and the difference to base', () => {
  expect(flameDifference(treeOf(base), treeOf(slow))).toMatchObject({
    name: expect.stringContaining('all'),
    value: 10_600,
    delta: 7_600,
    children: [{ children: [{ name: 'rank (lib/rank.js:1)', value: 9_500, delta: 7_500 }] }],
  });
});

function kinds(observations: readonly Observation[]): string[] {
  return observations.map(({ kind }) => kind);
}

function treeScale(written: Written, factor: number): Written {
  return Object.fromEntries(
    Object.entries(written).map(([name, { ms = 0, calls = {} }]) => [
      name,
      { ms: ms * factor, calls: treeScale(calls, factor) },
    ]),
  );
}
