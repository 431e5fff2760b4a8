// What every Files promises, the fake one included.
import { expect, test } from 'vitest';
import type { Files } from '../../src/ports/files.ts';

export interface FilesUnderTest {
  readonly files: Files;
  /** Absolute path of an empty folder of this test. */
  readonly root: string;
}

export function filesContract(open: () => FilesUnderTest): void {
  test('a missing file is null', async () => {
    const { files, root } = open();
    expect(await files.readText(`${root}/missing/file.txt`)).toBeNull();
    expect(await files.readBytes(`${root}/missing/file.txt`, 100)).toBeNull();
  });

  test('writes into folders that do not exist yet, and over what was there', async () => {
    const { files, root } = open();
    await files.writeText(`${root}/written/deep/file.txt`, 'first');
    await files.writeText(`${root}/written/deep/file.txt`, 'second ✓');
    expect(await files.readText(`${root}/written/deep/file.txt`)).toBe('second ✓');
    expect(await files.list(`${root}/written`, ['**/*'])).toEqual(['deep/file.txt']);
  });

  test('bytes are read up to a size, and not at all above it', async () => {
    const { files, root } = open();
    await files.writeText(`${root}/bytes/file.bin`, 'é1');
    expect([...((await files.readBytes(`${root}/bytes/file.bin`, 3)) ?? [])]).toEqual([0xc3, 0xa9, 0x31]);
    expect(await files.readBytes(`${root}/bytes/file.bin`, 2)).toBeNull();
  });

  test('lists by globs, sorted, without dependencies and git, exclusions last', async () => {
    const { files, root } = open();
    for (const path of ['b.sql', 'a.sql', 'c.txt', 'x/d.sql', 'node_modules/e.sql', 'x/.git/f.sql']) {
      await files.writeText(`${root}/listed/${path}`, '');
    }
    expect(await files.list(`${root}/listed`, ['*.sql'])).toEqual(['a.sql', 'b.sql']);
    expect(await files.list(`${root}/listed`, ['**/*.sql', '!b.*'])).toEqual(['a.sql', 'x/d.sql']);
    expect(await files.list(`${root}/nowhere`, ['**'])).toEqual([]);
  });

  test('copies a file and a folder', async () => {
    const { files, root } = open();
    await files.writeText(`${root}/from/one.txt`, '1');
    await files.writeText(`${root}/from/sub/two.txt`, '2');
    await files.copy(`${root}/from`, `${root}/to/here`);
    await files.copy(`${root}/from/one.txt`, `${root}/to/three.txt`);
    expect(await files.list(`${root}/to`, ['**/*'])).toEqual([
      'here/one.txt',
      'here/sub/two.txt',
      'three.txt',
    ]);
    expect(await files.readText(`${root}/to/here/sub/two.txt`)).toBe('2');
    await expect(files.copy(`${root}/absent`, `${root}/to/absent`)).rejects.toThrow('absent');
  });

  test('temporary folders are apart from each other and gone when disposed', async () => {
    const { files } = open();
    const one = await files.temporaryFolder('contract');
    await using other = await files.temporaryFolder('contract');
    expect(one.directory).not.toBe(other.directory);
    await files.writeText(`${one.directory}/a/b.txt`, 'x');
    await one[Symbol.asyncDispose]();
    expect(await files.readText(`${one.directory}/a/b.txt`)).toBeNull();
  });
}
