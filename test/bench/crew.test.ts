// The bench of the crew: what counts as named, who was blamed wrongly, and what the tables say of it.
import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../bench/crew/cases.ts';
import { harmlessEdits } from '../../bench/crew/clean.ts';
import { type CrewResult, renderCrew } from '../../bench/crew/result.ts';
import { blamedWrongly, scoreCause } from '../../bench/crew/score.ts';
import type { Bottleneck } from '../../src/crew/bottleneck.ts';

const bottleneck = (path: string, line: number, more: Partial<Bottleneck> = {}): Bottleneck => ({
  id: path,
  kind: 'regression',
  title: 'slow',
  location: { path, line, side: 'head' },
  targets: ['GET /a'],
  cost: { perRequestMs: 1, share: 0.5, weightedMs: 1, basis: 'measured' },
  origin: 'change',
  sources: ['review (load)'],
  evidence: '',
  advice: '',
  ...more,
});

describe('scoreCause', () => {
  const guilty = [{ path: 'a.js', line: 10 }];

  test('within two lines is named, with its rank', () => {
    const list = [bottleneck('b.js', 10), bottleneck('a.js', 12), bottleneck('a.js', 10)];
    expect(scoreCause(list, guilty)).toMatchObject({
      named: { rank: 2, line: 12, basis: 'measured' },
      above: 'regression at b.js:10 (measured, GET /a)',
    });
    expect(scoreCause([bottleneck('a.js', 13)], guilty).named).toBeNull();
    expect(scoreCause([], guilty)).toMatchObject({ named: null, above: null });
  });

  test('what was there before is not blamed on the change', () => {
    const list = [
      bottleneck('a.js', 9),
      bottleneck('b.js', 1, { origin: 'before' }),
      bottleneck('c.js', 1, { location: null, targets: [] }),
    ];
    expect(blamedWrongly(list, guilty)).toEqual(['regression at no line (measured)']);
  });
});

test('at least ten causes in the code of packages, each with a name of its own', () => {
  expect(new Set(CAUSES.map(({ name }) => name)).size).toBe(CAUSES.length);
  expect(CAUSES.filter(({ code }) => !code.startsWith('app')).length).toBeGreaterThanOrEqual(10);
  expect(harmlessEdits('app').every(({ from, to }) => from !== to)).toBe(true);
});

test('the tables tell shares, ranks, wrong blame by lines of code, and what was not named', () => {
  const named = {
    rank: 1,
    kind: 'sort',
    path: 'a.js',
    line: 3,
    basis: 'measured' as const,
    sources: ['linter'],
  };
  const row = { kind: 'needless sort', what: 'sorted', code: 'p', guilty: [{ path: 'a.js', line: 3 }] };
  const planted: CrewResult['planted'] = [
    { ...row, name: 'one', named, above: null, wrong: [], wallMs: 1 },
    { ...row, name: 'two', named: { ...named, rank: 3 }, above: 'x', wrong: ['x', 'y'], wallMs: 1 },
    { ...row, name: 'three', named: null, above: null, wrong: [], wallMs: 1 },
  ];
  const clean: CrewResult['clean'] = [{ name: 'app', lines: 2_000, wrong: ['z'], before: 4, wallMs: 1 }];
  const text = renderCrew({ planted, clean, packages: ['p 1 (MIT)'] });
  expect(text).toContain('Named by the line (± 2): 2 of 3 (67 %); first in the list 1 of 3 (33 %)');
  expect(text).toContain('mean rank of those named 2.0');
  expect(text).toContain('1 in 2.0 thousand lines of clean code (0.50 per 1,000 lines), and 2 beside');
  expect(text).toContain('- needless sort (a.js:3): nothing was told');
});
