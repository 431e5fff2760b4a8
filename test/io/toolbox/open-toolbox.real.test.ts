// The toolbox on this machine: perfcrew's own programs, a Chrome that starts, and what happens where there is none.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openToolbox, type ToolboxOptions } from '../../../src/io/toolbox/open-toolbox.ts';
import { fakeLog } from '../../fakes/fake-log.ts';

const root = join(import.meta.dirname, '../../..');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function toolbox(options: Partial<ToolboxOptions> = {}) {
  return openToolbox({
    environment: process.env,
    cacheDirectory: process.env['PERFCREW_CACHE'] ?? join(root, '.cache'),
    signal: new AbortController().signal,
    log: fakeLog(),
    version: '1.2.3',
    programsDirectory: join(root, 'src/io/drivers'),
    ...options,
  });
}

async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

describe('driver', () => {
  it('names this Node and the program, from source', async () => {
    await using tools = toolbox();
    const path = join(root, 'src/io/drivers/load-driver.ts');
    expect(tools.driver('load-driver')).toEqual([process.execPath, path]);
  });

  it.each([
    ['dist', 'load-driver.js'],
    ['src', 'io/drivers/load-driver.ts'],
  ])('finds it below %s, given as a URL too', async (place, path) => {
    const programs = join(folder, place);
    await program(join(place, path), '');
    await using byPath = toolbox({ programsDirectory: programs });
    await using byUrl = toolbox({ programsDirectory: pathToFileURL(`${programs}/`) });
    expect(byPath.driver('load-driver')[1]).toBe(join(programs, path));
    expect(byUrl.driver('load-driver')[1]).toBe(join(programs, path));
  });

  it('is a bug where it is missing', async () => {
    await using tools = toolbox({ programsDirectory: folder });
    expect(() => tools.driver('page-driver')).toThrow('perfcrew is incomplete');
  });
});

describe('chrome', () => {
  it('finds or fetches one that starts', async () => {
    await using tools = toolbox();
    const chrome = await tools.chrome();
    expect(chrome.version).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await tools.chrome()).toBe(chrome);
    await using named = toolbox({ environment: { ...process.env, CHROME_PATH: await wrapper(chrome) } });
    expect(await named.chrome()).toEqual({
      path: join(folder, 'my-chrome'),
      version: chrome.version,
      environment: {},
    });
  });

  async function wrapper(chrome: {
    readonly path: string;
    readonly environment: Readonly<Record<string, string>>;
  }) {
    const settings = Object.entries(chrome.environment).map(([name, value]) => `export ${name}='${value}'`);
    return program('my-chrome', [...settings, `exec '${chrome.path}' "$@"`].join('\n'));
  }

  it.each([
    [
      'is not there',
      '/nonexistent',
      'CHROME_PATH names /nonexistent, which does not start: spawn /nonexistent ENOENT.',
    ],
    [
      'is no Chrome',
      '/bin/true',
      'CHROME_PATH names /bin/true, which does not start: it ended with code 0, saying "".',
    ],
  ])('does not look further where CHROME_PATH %s', async (_, path, message) => {
    await using tools = toolbox({ environment: { ...process.env, CHROME_PATH: path } });
    await expect(tools.chrome()).rejects.toMatchObject({
      name: 'Problem',
      code: 'no-chrome',
      message,
      mend: 'Set CHROME_PATH to a Chrome or Chromium that starts, or unset it to use an installed or fetched one.',
    });
  });

  const isInstalled = existsSync('/opt/google/chrome/chrome') || existsSync('/snap/bin/chromium');
  it.skipIf(isInstalled)(
    'passes by a stub that only says how to install it, and tells what it tried',
    async () => {
      const stub = await program('bin/chromium', 'echo "Install the chromium snap." >&2; exit 1');
      await symlink('/nonexistent', join(folder, 'bin/google-chrome'));
      // A lock file that npm refuses: as good as a machine without a registry.
      await program('dist/tools/chromium/package-lock.json', '{');
      await program('dist/tools/chromium/package.json', '{');
      await using tools = toolbox({
        environment: { PATH: join(folder, 'bin') },
        cacheDirectory: join(folder, 'cache'),
        programsDirectory: join(folder, 'dist'),
      });
      await expect(tools.chrome()).rejects.toMatchObject({
        code: 'no-chrome',
        message: expect.stringContaining(
          `${stub} does not start: it ended with code 1, saying "Install the chromium snap."`,
        ),
        mend: 'Install Google Chrome or Chromium, or set CHROME_PATH to the path of one.',
      });
    },
  );

  it('stops looking when perfcrew is interrupted', async () => {
    const sleeper = await program('sleeper', 'sleep 600');
    const controller = new AbortController();
    await using tools = toolbox({
      environment: { ...process.env, CHROME_PATH: sleeper },
      signal: controller.signal,
    });
    const looking = tools.chrome();
    controller.abort();
    await expect(looking).rejects.toMatchObject({ code: 'interrupted' });
  });
});

describe('machine', () => {
  it('names the image of a hosted runner, else the distribution', async () => {
    await using hosted = toolbox({ environment: { ImageOS: 'ubuntu24', ImageVersion: '20261115.1.0' } });
    expect(await hosted.machine()).toMatchObject({
      image: 'ubuntu24 20261115.1.0',
      node: process.version,
      perfcrew: '1.2.3',
    });
    await using own = toolbox({ environment: {} });
    const { image, cpuCount, memoryBytes, kernel } = await own.machine();
    expect(image).not.toBe('');
    expect(cpuCount).toBeGreaterThan(0);
    expect(memoryBytes).toBeGreaterThan(1e8);
    expect(kernel).toContain(process.platform);
  });
});
