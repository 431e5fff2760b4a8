import { expect, it } from 'vitest';
import { kilobytes, stablePath } from '../../../src/measure/page/resource-path.ts';

it.each([
  ['/assets/index-Bq3x9aT2.js', '/assets/index.js'],
  ['/static/js/main.8e2f41ab.chunk.js', '/static/js/main.8e2f41ab.chunk.js'],
  ['/static/js/main.8e2f41ab.js', '/static/js/main.js'],
  ['/_next/static/chunks/4bd1b696-f6bedae49f0827a5.js', '/_next/static/chunks/4bd1b696.js'],
  ['/jquery-3.7.1.min.js', '/jquery-3.7.1.min.js'],
  ['/app.js', '/app.js'],
  ['/date-picker.js', '/date-picker.js'],
  ['/report-20260101.csv', '/report-20260101.csv'],
  ['/', '/'],
])('%s → %s', (path, stable) => {
  expect(stablePath(path)).toBe(stable);
});

it.each([
  [0, '0.0 kB'],
  [949, '0.9 kB'],
  [12_000, '12 kB'],
  [340_499, '340 kB'],
])('%i B is %s', (sizeBytes, text) => {
  expect(kilobytes(sizeBytes)).toBe(text);
});
