import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { alignLines } from '../../../src/report/text/align-lines.ts';
import { forestScale } from '../../../src/report/html/charts/forest-strip.ts';
import { pairChart } from '../../../src/report/html/charts/pair-chart.ts';
import { linearScale, logScale } from '../../../src/report/html/charts/scale.ts';
import { slowReport } from '../build-report.ts';

describe('scales', () => {
  test('twice and half are equally far from the same', () => {
    const { at } = logScale(0.25, 4);
    expect(at(1)).toBe(50);
    expect(at(2) - at(1)).toBeCloseTo(at(1) - at(0.5), 1);
  });

  test.each([
    [0.7, 1.4, [1 / 1.25, 1, 1.25]],
    [0.8, 12, [1, 2, 5, 10]],
    [0.9, 90, [1, 2, 5, 10, 20, 50]],
    [0.001, 9000, [0.001, 0.01, 0.1, 1, 10, 100, 1000]],
  ])('from %d to %d the ticks are %j', (low, high, ticks) => {
    expect(logScale(low, high).ticks).toEqual(ticks);
  });

  test('ticks are few, ordered, inside, and 1 is among them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 0.79, noNaN: true }),
        fc.double({ min: 1.26, max: 1e4, noNaN: true }),
        (low, high) => {
          const { ticks, at } = logScale(low, high);
          expect(ticks.length).toBeLessThanOrEqual(9);
          expect(ticks).toContain(1);
          expect(ticks).toEqual(ticks.toSorted((one, other) => one - other));
          for (const tick of ticks) expect(at(tick)).toBeGreaterThanOrEqual(0);
          for (const tick of ticks) expect(at(tick)).toBeLessThanOrEqual(100);
        },
      ),
    );
  });

  test('values near zero are drawn from zero, far ones are not', () => {
    expect(linearScale([2, 10]).low).toBe(0);
    expect(linearScale([95, 100]).low).toBeGreaterThan(90);
    expect(linearScale([5, 5]).at(5)).toBeCloseTo(50);
    expect(linearScale([]).at(1)).toBe(0);
  });

  test('rows of a plot share a scale that holds them all', () => {
    const rows = slowReport().comparison.metrics;
    const scale = forestScale(rows);
    for (const { ratio } of rows) if (ratio !== null) expect(scale.at(ratio)).toBeLessThan(100);
  });
});

describe('alignLines', () => {
  test('tells the same node with other numbers from another node', () => {
    const base = ['Limit (rows=20)', '-> Index Scan using i', '   Buffers: 6'];
    const head = ['Limit (rows=20)', '-> Sort', '   -> Seq Scan', '      Buffers: 412'];
    expect(alignLines(base, head)).toEqual([
      { base: 'Limit (rows=20)', head: 'Limit (rows=20)', change: 'same' },
      { base: '-> Index Scan using i', head: '-> Sort', change: 'changed' },
      { base: null, head: '   -> Seq Scan', change: 'changed' },
      { base: '   Buffers: 6', head: '      Buffers: 412', change: 'digits' },
    ]);
  });

  test('loses no line and keeps the order', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c 1', 'c 2', ''), { maxLength: 25 });
    fc.assert(
      fc.property(lines, lines, (base, head) => {
        const aligned = alignLines(base, head);
        expect(aligned.flatMap((line) => line.base ?? [])).toEqual(base);
        expect(aligned.flatMap((line) => line.head ?? [])).toEqual(head);
        if (JSON.stringify(base) === JSON.stringify(head))
          expect(aligned.every(({ change }) => change === 'same')).toBe(true);
      }),
    );
  });

  test('very long texts are laid beside each other', () => {
    expect(alignLines(Array(400).fill('x'), ['y'])).toHaveLength(400);
  });
});

describe('pairChart', () => {
  test('draws a line for each pair, a mark for each value', () => {
    const drawn = pairChart(
      {
        metric: 'latency-p50-ms',
        rounds: [
          { restart: 0, base: 4, head: 8 },
          { restart: 0, base: 4.2, head: null },
          { restart: 1, base: 3.9, head: 8.2 },
        ],
      },
      'three rounds',
    );
    const path = (name: string) =>
      new RegExp(`class="${name}" d="([^"]*)"`)
        .exec(drawn?.chart.markup ?? '')?.[1]
        ?.split('M')
        .slice(1) ?? [];
    expect(
      [path('ties'), path('dots base'), path('dots head'), path('walls')].map(({ length }) => length),
    ).toEqual([2, 3, 2, 1]);
    expect(drawn?.restarts).toBe(2);
  });

  test('draws nothing where no side gave a value', () => {
    expect(pairChart({ metric: 'x', rounds: [{ restart: 0, base: null, head: null }] }, '')).toBeNull();
  });
});
