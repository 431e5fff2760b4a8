import { expect, test } from 'vitest';
import { fileKind } from '../../src/change/file-kind.ts';

test.each([
  ['README.md', 'doc'],
  ['docs/logo.svg', 'doc'],
  ['docs/.vitepress/config.ts', 'code'],
  ['LICENSE', 'doc'],
  ['src/history.ts', 'code'],
  ['src/data/words.txt', 'data'],
  ['requirements.txt', 'config'],
  ['config/security.yml', 'config'],
  ['src/a.test.ts', 'test'],
  ['tests/fixtures/big.json', 'test'],
  ['pkg/server_test.go', 'test'],
  ['src/latest.ts', 'code'],
  ['src/contest/index.ts', 'code'],
  ['package.json', 'config'],
  ['vite.config.ts', 'config'],
  ['.env.production', 'config'],
  ['Dockerfile', 'config'],
  ['main.tf', 'config'],
  ['.github/workflows/ci.yml', 'ci'],
  ['.github/dependabot.yml', 'config'],
  ['.gitlab-ci.yml', 'ci'],
  ['db/migrations/001_init.sql', 'migration'],
  ['db/migrations/README.md', 'doc'],
  ['db/migrate/2020_add.rb', 'migration'],
  ['src/app.module.scss', 'style'],
  ['package-lock.json', 'lock'],
  ['yarn.lock', 'lock'],
  ['src/app.vue', 'code'],
  ['public/hero.PNG', 'data'],
  ['schema.prisma', 'code'],
  ['bin/tool', 'other'],
])('%s is %s', (path, kind) => {
  expect(fileKind(path)).toBe(kind);
});
