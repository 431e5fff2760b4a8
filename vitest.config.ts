// Four projects by what they need: pure code, real parts (git, browser, load, Postgres, GitHub), the built dist, and a machine of their own.
import { defineConfig } from 'vitest/config';

/**
 * A real browser, a real database and a shared, noisy machine fail now and then for no fault of the code; in CI such a test is
 * tried once more, and .ci/run names those that needed it, so that what is shaky stays in sight. Pure code has no such excuse.
 */
const retry = process.env['CI'] === undefined ? 0 : 1;
const slow = { testTimeout: 120_000, hookTimeout: 120_000, retry };
/** A profile taken beside other tests shows their noise, and the gauge rightly says nothing then. */
const alone = ['test/measure/profile/*.real.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.real.test.ts', 'test/**/*.process.test.ts'],
          // Pure files leave nothing behind for the next one, and loading the same modules for each took longer than the tests.
          isolate: false,
          // Ends what hangs; how long a law of many cases takes beside a browser says nothing.
          testTimeout: 60_000,
        },
      },
      { test: { name: 'real', include: ['test/**/*.real.test.ts'], exclude: alone, ...slow } },
      { test: { name: 'process', include: ['test/**/*.process.test.ts'], ...slow } },
      { test: { name: 'alone', include: alone, sequence: { groupOrder: 1 }, ...slow } },
    ],
    maxWorkers: 2,
  },
});
