// What the environment says about where perfcrew runs.
import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { cacheDirectory, isCi } from '../../src/cli/surroundings.ts';
import { shownPath } from '../../src/cli/outcome.ts';

test.each([
  [{}, false],
  [{ CI: '' }, false],
  [{ CI: '0' }, false],
  [{ CI: 'False' }, false],
  [{ CI: 'true' }, true],
  [{ CI: '1' }, true],
  [{ CI: 'woodpecker' }, true],
])('%j is CI: %s', (environment, expected) => {
  expect(isCi(environment)).toBe(expected);
});

test.each([
  [{}, `${homedir()}/.cache/perfcrew`],
  [{ XDG_CACHE_HOME: '/var/cache' }, '/var/cache/perfcrew'],
  [{ PERFCREW_CACHE: '/big/disk', XDG_CACHE_HOME: '/var/cache' }, '/big/disk'],
  [{ PERFCREW_CACHE: '../cache' }, '/work/cache'],
  [{ PERFCREW_CACHE: '' }, `${homedir()}/.cache/perfcrew`],
])('with %j tools are kept in %s', (environment, expected) => {
  expect(cacheDirectory(environment, '/work/shop')).toBe(expected);
});

test.each([
  ['/work/shop/.perfcrew/report.html', '.perfcrew/report.html'],
  ['/tmp/run/report.html', '/tmp/run/report.html'],
  ['/work/shop', '/work/shop'],
])('%s is shown as %s', (path, expected) => {
  expect(shownPath(path, '/work/shop')).toBe(expected);
});
