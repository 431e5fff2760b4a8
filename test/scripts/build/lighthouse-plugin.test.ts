// The bundler must refuse a Lighthouse it was not written for, loudly.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
