import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { differences, writeDist } from '../../../scripts/build/dist-folder.ts';
import type { DistFile } from '../../../scripts/build/make-dist.ts';

const FILES = new Map<string, DistFile>([
  ['cli.js', { content: '#!/usr/bin/env node\n', executable: true }],
  ['tools/chromium/package.json', { content: '{}\n', executable: false }],
]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('writes every file with its mode and removes what is not made any more', async () => {
  await writeFile(join(folder, 'stale.js'), '');
  await writeDist(folder, FILES);
  expect((await readdir(folder)).sort()).toEqual(['cli.js', 'tools']);
  expect(await readFile(join(folder, 'tools/chromium/package.json'), 'utf8')).toBe('{}\n');
  expect((await stat(join(folder, 'cli.js'))).mode & 0o777).toBe(0o755);
  expect(await differences(folder, FILES)).toEqual([]);
});

describe('differences', () => {
  it('tells each file that is not as built', async () => {
    await writeDist(folder, FILES);
    await writeFile(join(folder, 'tools/chromium/package.json'), '{ }\n');
    await chmod(join(folder, 'cli.js'), 0o644);
    await writeFile(join(folder, 'stale.js'), '');
    const wanted = new Map(FILES).set('bot.js', { content: '', executable: false });
    expect(await differences(folder, wanted)).toEqual([
      'bot.js is missing',
      'cli.js has the wrong mode',
      'stale.js is not made any more',
      'tools/chromium/package.json differs',
    ]);
  });

  it('says that all is missing where nothing was ever built', async () => {
    const lines = await differences(join(folder, 'dist'), FILES);
    expect(lines).toEqual(['cli.js is missing', 'tools/chromium/package.json is missing']);
  });
});
