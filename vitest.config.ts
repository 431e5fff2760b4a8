// Three projects by what they need: pure code, real parts (git, browser, load, Postgres, GitHub), and the built dist.
import { defineConfig } from 'vitest/config';

const slow = { testTimeout: 120_000, hookTimeout: 120_000 };

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
      { test: { name: 'real', include: ['test/**/*.real.test.ts'], ...slow } },
      { test: { name: 'process', include: ['test/**/*.process.test.ts'], ...slow } },
    ],
    maxWorkers: 2,
  },
});
