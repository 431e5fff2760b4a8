// A filled server's data, kept between runs under the hash of what filled it: a large seed is not sown twice.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../ports/log.ts';
import { copyTree } from '../files/copy-tree.ts';

/** Each may be as large as the user's seed. */
const MOST_KEPT = 3;
const NAME = /^[0-9a-f]{64}$/;

export interface TemplatePlace {
  /** Folder of the fetched tool, which outlives runs. */
  readonly toolDirectory: string;
  /** SHA-256 of what fills the server, as 64 hexadecimal digits. */
  readonly key: string;
}

/** Where the data of this content lies, whether or not it does. */
function templateDirectory({ toolDirectory, key }: TemplatePlace): string {
  if (!NAME.test(key)) throw new Error(`${key} is no SHA-256.`);
  return join(folderOf(toolDirectory), key);
}

/** False where nothing is kept under that key, or it cannot be read. */
export async function restoreTemplate(
  place: TemplatePlace,
  dataDirectory: string,
  log: Log,
): Promise<boolean> {
  const kept = templateDirectory(place);
  if (!existsSync(join(kept, 'PG_VERSION'))) return false;
  try {
    await copyTree(kept, dataDirectory);
    const now = new Date();
    await utimes(kept, now, now);
    return true;
  } catch (error) {
    log.debug(`The kept database in ${kept} could not be copied (${String(error)}); it is built anew.`);
    await rm(dataDirectory, { recursive: true, force: true });
    return false;
  }
}

/**
 * The server runs meanwhile but writes nothing: all it knows is on disk since its checkpoint, and what it would do after a
 * crash, it does when the copy is started. What cannot be kept costs time the next time, nothing else.
 */
export async function keepTemplate(place: TemplatePlace, dataDirectory: string, log: Log): Promise<void> {
  const kept = templateDirectory(place);
  const attempt = `${kept}-${randomUUID()}`;
  try {
    await copyTree(dataDirectory, attempt);
    await rm(join(attempt, 'postmaster.pid'), { force: true });
    await rename(attempt, kept);
    await forgetOldest(folderOf(place.toolDirectory));
  } catch (error) {
    log.debug(`The database could not be kept in ${kept}: ${String(error)}`);
    await rm(attempt, { recursive: true, force: true }).catch(() => {});
  }
}

export async function forgetTemplate(place: TemplatePlace): Promise<void> {
  await rm(templateDirectory(place), { recursive: true, force: true });
}

async function forgetOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, usedMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = aged.toSorted((one, other) => other.usedMs - one.usedMs).slice(MOST_KEPT);
  for (const { name } of old) await rm(join(folder, name), { recursive: true, force: true });
}

function folderOf(toolDirectory: string): string {
  return join(toolDirectory, `templates-${process.platform}-${process.arch}`);
}
