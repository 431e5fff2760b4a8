// Which command belongs to which lock file.
import { expect, test } from 'vitest';
import { configSchema } from '../../../src/config/config.ts';
import { findInstallStep } from '../../../src/measure/stage/find-install-step.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';

const manifest = JSON.stringify({ dependencies: { hono: '4' } });

test.each([
  [{ 'package-lock.json': '{}' }, 'npm ci --no-audit --no-fund --prefer-offline'],
  [{ 'npm-shrinkwrap.json': '{}' }, 'npm ci --no-audit --no-fund --prefer-offline'],
  [{ 'pnpm-lock.yaml': '' }, 'pnpm install --frozen-lockfile'],
  [{ 'yarn.lock': '# yarn lockfile v1' }, 'yarn install --frozen-lockfile --non-interactive'],
  [{ 'yarn.lock': '__metadata:\n  version: 8' }, 'yarn install --immutable'],
  [{ 'bun.lock': '{}' }, 'bun install --frozen-lockfile'],
  [{ 'pnpm-lock.yaml': '', 'package-lock.json': '{}' }, 'pnpm install --frozen-lockfile'],
  [{}, 'npm install --no-package-lock --no-audit --no-fund'],
])('%j', async (lockFiles, command) => {
  const entries = Object.entries({ ...lockFiles, 'package.json': manifest });
  const files = fakeFiles(Object.fromEntries(entries.map(([path, text]) => [`/checkout/${path}`, text])));
  const step = await findInstallStep('/checkout', configSchema.parse({}).setup, files);
  expect(step).toMatchObject({ command, directory: '/checkout' });
});

test('a package of a workspace is installed from where the lock file lies', async () => {
  const files = fakeFiles({
    '/checkout/package-lock.json': '{}',
    '/checkout/package.json': '{"workspaces":["packages/*"]}',
    '/checkout/packages/api/package.json': manifest,
  });
  const { setup } = configSchema.parse({ setup: { directory: 'packages/api' } });
  expect(await findInstallStep('/checkout', setup, files)).toMatchObject({ directory: '/checkout' });
});

test.each([
  ['npm ci', true],
  ['npm ci --legacy-peer-deps', true],
  ['npm ci && npm run generate', false],
  ['make deps', false],
])('the configured command `%s` may be copied: %s', async (install, portable) => {
  const { setup } = configSchema.parse({ setup: { install } });
  expect(await findInstallStep('/checkout', setup, fakeFiles())).toMatchObject({
    command: install,
    portable,
  });
});
