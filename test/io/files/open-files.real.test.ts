// A real disk: whole files or none, a full disk with its mend, private folders.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyByNode } from '../../../src/io/files/copy-tree.ts';
import { explainDiskError } from '../../../src/io/files/disk-errors.ts';
import { openFiles } from '../../../src/io/files/open-files.ts';
import { filesContract } from '../../ports/files.contract.ts';

let root = '';
const files = openFiles();
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'perfcrew-test-files-')));
});
afterAll(async () => {
  await files[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

describe('the contract', () => {
  filesContract(() => ({ files, root }));
});

describe('copying', () => {
  const copies = { system: (from: string, to: string) => files.copy(from, to), node: copyByNode };
  test.each(['system', 'node'] as const)('by %s keeps links as they are written, and modes', async (how) => {
    const from = join(root, `links-${how}`);
    mkdirSync(join(from, '.bin'), { recursive: true });
    writeFileSync(join(from, 'tool.js'), '#!/bin/sh\n');
    chmodSync(join(from, 'tool.js'), 0o755);
    symlinkSync('../tool.js', join(from, '.bin/tool'));
    symlinkSync('nowhere', join(from, 'dangling'));
    const to = join(root, `copied-${how}`);
    await copies[how](from, to);
    expect(readlinkSync(join(to, '.bin/tool'))).toBe('../tool.js');
    expect(readlinkSync(join(to, 'dangling'))).toBe('nowhere');
    expect(statSync(join(to, 'tool.js')).mode & 0o777).toBe(0o755);
  });
});

describe('listing', () => {
  test('does not follow a link out of the folder', async () => {
    const folder = join(root, 'linked');
    mkdirSync(folder);
    symlinkSync('/', join(folder, 'everything'));
    writeFileSync(join(folder, 'own.sql'), '');
    expect(await files.list(folder, ['**/*.sql'])).toEqual(['own.sql']);
  });

  test('a link is a file of the project only where it leads to one', async () => {
    const folder = join(root, 'sly');
    mkdirSync(folder);
    writeFileSync(join(root, 'secret'), 'token');
    writeFileSync(join(folder, 'real.sql'), '');
    symlinkSync('real.sql', join(folder, 'alias.sql'));
    symlinkSync('../secret', join(folder, 'secret.sql'));
    symlinkSync('nowhere', join(folder, 'dangling.sql'));
    expect(await files.list(folder, ['*.sql'])).toEqual(['alias.sql', 'real.sql']);
  });
});

describe('temporary folders', () => {
  test('nobody else may look inside', async () => {
    await using folder = await files.temporaryFolder('odd name/../with*signs');
    expect(folder.directory).toMatch(/perfcrew-odd-name-with-signs-\w+$/);
    // Root's may be passed through (Postgres runs as another user), but not listed.
    expect(statSync(folder.directory).mode & 0o666).toBe(0o600);
  });

  test('goes away even with read-only folders inside', async () => {
    const folder = await files.temporaryFolder('read-only');
    mkdirSync(join(folder.directory, 'cache/module'), { recursive: true });
    writeFileSync(join(folder.directory, 'cache/module/file'), '');
    chmodSync(join(folder.directory, 'cache/module'), 0o500);
    await folder[Symbol.asyncDispose]();
    expect(existsSync(folder.directory)).toBe(false);
  });

  test('all are gone with the files', async () => {
    const own = openFiles();
    const { directory } = await own.temporaryFolder('forgotten');
    await own[Symbol.asyncDispose]();
    expect(existsSync(directory)).toBe(false);
  });
});

describe('a full disk', () => {
  test('is a Problem with path and mend; the file before is left whole', async ({ skip }) => {
    const disk = join(root, 'tiny');
    mkdirSync(disk);
    if (!mountTiny(disk)) return skip('mounting a tiny disk needs root');
    try {
      await files.writeText(join(disk, 'report.json'), 'before');
      await expect(files.writeText(join(disk, 'report.json'), 'x'.repeat(200_000))).rejects.toMatchObject({
        name: 'Problem',
        code: 'disk-full',
        message: `There is no room left on the disk to write ${join(disk, 'report.json')}.`,
        mend: expect.stringContaining('Free some space'),
      });
      expect(readdirSync(disk)).toEqual(['report.json']);
      expect(readFileSync(join(disk, 'report.json'), 'utf8')).toBe('before');

      writeFileSync(join(root, 'large'), 'x'.repeat(200_000));
      await expect(files.copy(join(root, 'large'), join(disk, 'large'))).rejects.toMatchObject({
        code: 'disk-full',
      });
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('is known by its code wherever it comes from; other errors stay what they are', () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    expect(explainDiskError(full, '/x')).toMatchObject({ code: 'disk-full', cause: full });
    expect(explainDiskError(denied, '/x')).toBe(denied);
  });
});

function mountTiny(disk: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    return lstatSync(disk).isDirectory();
  } catch {
    return false;
  }
}
