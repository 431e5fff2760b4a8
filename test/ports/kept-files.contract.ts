// What every KeptFiles promises, the fake one included.
import { expect, test } from 'vitest';
import type { Files } from '../../src/ports/files.ts';
import type { KeptFiles } from '../../src/ports/kept-files.ts';

export interface KeptFilesUnderTest {
  readonly files: Files & KeptFiles;
  /** Absolute path of an empty folder of this test. */
  readonly root: string;
}

export function keptFilesContract(open: () => KeptFilesUnderTest): void {
  test('adds at the end, also in folders that do not exist yet, also many at once', async () => {
    const { files, root } = open();
    await files.append(`${root}/logs/day.jsonl`, 'one\n');
    await Promise.all(Array.from({ length: 20 }, () => files.append(`${root}/logs/day.jsonl`, 'more\n')));
    expect(await files.readText(`${root}/logs/day.jsonl`)).toBe(`one\n${'more\n'.repeat(20)}`);
  });

  test('removes files and folders, and does not mind what is not there', async () => {
    const { files, root } = open();
    await files.writeText(`${root}/gone/a/b.txt`, 'x');
    await files.writeText(`${root}/gone/c.txt`, 'x');
    await files.remove(`${root}/gone/c.txt`);
    expect(await files.list(`${root}/gone`, ['**/*'])).toEqual(['a/b.txt']);
    await files.remove(`${root}/gone`);
    await files.remove(`${root}/gone`);
    expect(await files.list(`${root}/gone`, ['**/*'])).toEqual([]);
  });

  test('reads below a root, bounded, and nothing outside of it', async () => {
    const { files, root } = open();
    await files.writeText(`${root}/below/sub/a.txt`, 'text');
    await files.writeText(`${root}/secret.txt`, 'secret');
    const read = async (path: string, mostBytes = 100) => {
      const bytes = await files.readBelow(`${root}/below`, path, mostBytes);
      return bytes === null ? null : new TextDecoder().decode(bytes);
    };
    expect(await read('sub/a.txt')).toBe('text');
    expect(await read('sub/../sub/a.txt')).toBe('text');
    expect(await read('sub/a.txt', 3)).toBeNull();
    expect(await read('sub')).toBeNull();
    expect(await read('sub/none.txt')).toBeNull();
    expect(await read('../secret.txt')).toBeNull();
    expect(await read('sub/../../secret.txt')).toBeNull();
    expect(await read(`${root}/secret.txt`)).toBeNull();
  });
}
