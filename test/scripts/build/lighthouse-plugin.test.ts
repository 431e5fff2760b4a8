// The bundler must refuse a Lighthouse it was not written for, loudly.
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildFailure } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lighthousePlugin, replacing } from '../../../scripts/build/lighthouse-plugin.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('refuses another version, naming what to do', async () => {
  const lighthouse = join(folder, 'node_modules/lighthouse');
  await mkdir(lighthouse, { recursive: true });
  await writeFile(join(lighthouse, 'package.json'), '{ "version": "14.0.0" }');
  const { build } = await import('esbuild');
  await expect(
    build({
      stdin: { contents: '1' },
      write: false,
      logLevel: 'silent',
      plugins: [lighthousePlugin(lighthouse)],
    }),
  ).rejects.toThrow(/knows Lighthouse 13\.5\.0 but 14\.0\.0 is installed\. Check every rewrite/);
});

describe('with the Lighthouse that is installed', () => {
  const installed = join(import.meta.dirname, '../../../node_modules');

  async function bundle(lighthouse: string, specifier: string): Promise<string[]> {
    const { build } = await import('esbuild');
    const built = build({
      stdin: { contents: `import ${JSON.stringify(specifier)}`, resolveDir: folder },
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
      logLevel: 'silent',
      plugins: [lighthousePlugin(lighthouse)],
    });
    return built.then(
      () => [],
      (error: BuildFailure) => error.errors.map(({ text }) => text),
    );
  }

  it('rewrites its files also where node_modules is a link', async () => {
    await symlink(installed, join(folder, 'node_modules'));
    const complaints = await bundle(join(folder, 'node_modules/lighthouse'), 'lighthouse/shared/root.js');
    expect(complaints).toContain('lighthouse/core/runner.js was not bundled');
    expect(complaints).not.toContain('lighthouse/shared/root.js was not bundled');
  });

  it('fails where another copy of Lighthouse is bundled', async () => {
    const other = join(folder, 'node_modules/lighthouse');
    await mkdir(other, { recursive: true });
    await writeFile(join(other, 'package.json'), '{ "version": "13.5.0", "main": "index.js" }');
    await writeFile(join(other, 'index.js'), 'export {};');
    const complaints = await bundle(join(installed, 'lighthouse'), 'lighthouse');
    expect(complaints).toEqual([expect.stringMatching(/is not of the Lighthouse in .*install it only once/)]);
  });

  it('fails where Lighthouse is imported and none of its files came by', async () => {
    const linked = join(folder, 'checkout');
    await mkdir(linked);
    await writeFile(join(linked, 'package.json'), '{ "version": "13.5.0", "main": "index.js" }');
    await writeFile(join(linked, 'index.js'), 'export {};');
    await mkdir(join(folder, 'node_modules'));
    await symlink(linked, join(folder, 'node_modules/lighthouse'));
    expect(await bundle(join(installed, 'lighthouse'), 'lighthouse')).toContain(
      'lighthouse/core/runner.js was not bundled',
    );
  });
});

describe('replacing', () => {
  it('puts in texts as they are, dollar signs too', () => {
    expect(replacing(['read()', '"$\' $& $1"'])('a = read();')).toBe('a = "$\' $& $1";');
  });

  it.each([
    ['nowhere', 'b = 1;'],
    ['twice', 'read(); read();'],
  ])('fails where its text is found %s', (_, source) => {
    expect(() => replacing(['read()', '1'])(source)).toThrow('found its text not exactly once: read()');
  });
});
