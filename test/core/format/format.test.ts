import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { METRIC_UNITS, type MetricUnit } from '../../../src/core/metric.ts';
import {
  formatChange,
  formatChangeWithInterval,
  formatInterval,
} from '../../../src/core/format/format-change.ts';
import { formatDuration, formatMinutes } from '../../../src/core/format/format-duration.ts';
import { formatNumber } from '../../../src/core/format/format-number.ts';
import { formatQuantity } from '../../../src/core/format/format-quantity.ts';
import { plural } from '../../../src/core/format/plural.ts';

describe('formatNumber', () => {
  test.each([
    [0, '0'],
    [0.1 + 0.2, '0.3'],
    [0.6213, '0.621'],
    [5.1, '5.1'],
    [51.26, '51.3'],
    [100, '100'],
    [999.6, '1,000'],
    [1234.5, '1,235'],
    [1_234_567, '1,234,567'],
    [-3.456, '−3.46'],
    [0.0000001, '< 0.000001'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
    [1e21, '1.00e+21'],
  ])('%d → %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatQuantity', () => {
  test.each<[number | null, MetricUnit, string]>([
    [0.6, 'ms', '0.6 ms'],
    [5.128, 'ms', '5.13 ms'],
    [999.7, 'ms', '1 s'],
    [1_842, 'ms', '1.84 s'],
    [75_000, 'ms', '1 min 15 s'],
    [14_020, 'bytes', '14 kB'],
    [412_300, 'bytes', '412 kB'],
    [999_900, 'bytes', '1 MB'],
    [812, 'bytes', '812 B'],
    [8_323_407_872, 'bytes', '8.32 GB'],
    [941.2, 'per-sec', '941/s'],
    [0.025, 'ratio', '2.5 %'],
    [1, 'blocks', '1 block'],
    [412, 'blocks', '412 blocks'],
    [51, 'count', '51'],
    [0.012, 'score', '0.012'],
    [1912.4, 'cost', '1,912'],
    [null, 'ms', '–'],
  ])('%d %s → %s', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
  });

  test('every value of every unit is short', () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom(...METRIC_UNITS), (value, unit) => {
        const text = formatQuantity(value, unit);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThan(40);
        expect(text).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });
});

describe('formatChange', () => {
  const change = (ratio: number | null, low?: number, high?: number) => ({
    base: 10,
    head: ratio === null ? null : 10 * ratio,
    ratio,
    interval: low === undefined || high === undefined ? null : { low, high },
  });

  test.each([
    [change(1.123, 1.101, 1.146), '+12.3 % [10.1, 14.6]'],
    [change(1.9, 1.85, 2.01), '+90 % [85, 101]'],
    [change(2, 1.9, 2.1), '×2 [1.9, 2.1]'],
    [change(25.5), '×25.5'],
    [change(68.67), '×68.7'],
    [change(0.6, 0.58, 0.62), '−40 % [−42, −38]'],
    [change(1), '±0 %'],
    [change(1.0001, 0.98, 1.02), '±0 % [−2, 2]'],
    [change(0.001), '−99.9 %'],
    [change(null), 'only on base'],
    [{ base: null, head: 5, ratio: null, interval: null }, 'only on head'],
    [{ base: null, head: null, ratio: null, interval: null }, 'no values'],
    [{ base: 0, head: 5, ratio: null, interval: null }, 'from zero'],
    [{ base: 0, head: 0, ratio: null, interval: null }, '±0 %'],
  ])('%o → %s', (given, text) => {
    expect(formatChangeWithInterval(given)).toBe(text);
  });

  test('the sign never contradicts the ratio', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (ratio) => {
        const text = formatChange(change(ratio));
        if (text.startsWith('+') || text.startsWith('×')) expect(ratio).toBeGreaterThan(1);
        if (text.startsWith('−')) expect(ratio).toBeLessThan(1);
      }),
    );
  });

  test('an exact number has no interval', () => {
    expect(formatInterval(change(1.5))).toBe('');
  });
});

describe('durations and counts', () => {
  test.each([
    [0.42, '0.42 ms'],
    [840, '840 ms'],
    [12_400, '12.4 s'],
    [59_990, '1 min'],
    [200_000, '3 min 20 s'],
    [3_900_000, '1 h 5 min'],
    [-1500, '−1.5 s'],
  ])('%d ms → %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  test.each([
    [0, '0 min'],
    [0.4, 'under a minute'],
    [0.97, '1 min'],
    [34.4, '34 min'],
    [65, '1 h 5 min'],
  ])('%d minutes → %s', (minutes, text) => {
    expect(formatMinutes(minutes)).toBe(text);
  });

  test('things are counted', () => {
    expect([plural(1, 'file'), plural(3000, 'file'), plural(2, 'query', 'queries')]).toEqual([
      '1 file',
      '3,000 files',
      '2 queries',
    ]);
  });
});
