// Writes the made files to a folder, and tells in what a folder differs from them.
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { DistFile } from './make-dist.ts';

/** Makes the folder hold exactly these files; what else is in it is removed. */
export async function writeDist(folder: string, files: ReadonlyMap<string, DistFile>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const path of await listFiles(folder)) if (!files.has(path)) await rm(join(folder, path));
  for (const [path, file] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), file.content);
    await chmod(join(folder, path), file.executable ? 0o755 : 0o644);
  }
}

/** One line per difference; empty where the folder is exactly what the build makes. */
export async function differences(
  folder: string,
  files: ReadonlyMap<string, DistFile>,
): Promise<readonly string[]> {
  const present = new Set(await listFiles(folder));
  const stale = [...present].filter((path) => !files.has(path)).map((path) => `${path} is not made any more`);
  const others = await Promise.all(
    [...files].map(async ([path, file]) => {
      if (!present.has(path)) return `${path} is missing`;
      const content = await readFile(join(folder, path));
      if (!content.equals(Buffer.from(file.content))) return `${path} differs`;
      const isExecutable = ((await stat(join(folder, path))).mode & 0o100) !== 0;
      return isExecutable === file.executable ? null : `${path} has the wrong mode`;
    }),
  );
  return [...stale, ...others.filter((line) => line !== null)].sort();
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
