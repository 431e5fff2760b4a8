// Four projects by what they need: pure code, real parts (git, browser, load, Postgres, GitHub), the built dist, and a machine of their own.
import { defineConfig } from 'vitest/config';

const slow = { testTimeout: 120_000, hookTimeout: 120_000 };
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
        },
      },
      { test: { name: 'real', include: ['test/**/*.real.test.ts'], exclude: alone, ...slow } },
      { test: { name: 'process', include: ['test/**/*.process.test.ts'], ...slow } },
      { test: { name: 'alone', include: alone, sequence: { groupOrder: 1 }, ...slow } },
    ],
    maxWorkers: 2,
  },
});
