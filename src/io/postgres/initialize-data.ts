// Gives a new server its data folder: copied from an earlier one of the same version, because initdb takes ten times as long.
import { randomUUID } from 'node:crypto';
import { chmod, chown, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import type { Log } from '../../ports/log.ts';
import { copyTree } from '../files/copy-tree.ts';
import { restoreTemplate } from './kept-templates.ts';
import { runProgram } from './run-program.ts';
import { ACCESS_RULES } from './server-settings.ts';
import type { ServerUser } from './server-user.ts';

export interface NewData {
  readonly native: string;
  readonly major: number;
  /** Where the data of an untouched server is kept between runs. */
  readonly cacheDirectory: string;
  readonly dataDirectory: string;
  readonly user: ServerUser | null;
  readonly log: Log;
  /** Content that an earlier run may have kept; null where nothing is to be taken. */
  readonly template: string | null;
}

/** Whether it holds what was kept under the template's key. */
export async function initializeData(data: NewData): Promise<boolean> {
  const { cacheDirectory: toolDirectory, template, log } = data;
  const untouched = join(toolDirectory, `data-${process.platform}-${process.arch}`);
  const restored =
    template !== null && (await restoreTemplate({ toolDirectory, key: template }, data.dataDirectory, log));
  if (!restored && !(await copyUntouched(untouched, data))) {
    await initdb(data);
    await writeFile(join(data.dataDirectory, 'pg_hba.conf'), ACCESS_RULES);
    await keep(untouched, data);
  }
  if (data.user) await own(data.dataDirectory, data.user);
  await chmod(data.dataDirectory, 0o700);
  return restored;
}

async function copyUntouched(untouched: string, { dataDirectory, log }: NewData): Promise<boolean> {
  if (!existsSync(join(untouched, 'PG_VERSION'))) return false;
  try {
    await copyTree(untouched, dataDirectory);
    return true;
  } catch (error) {
    log.debug(
      `The kept Postgres data in ${untouched} could not be copied (${String(error)}); initdb runs instead.`,
    );
    await rm(dataDirectory, { recursive: true, force: true });
    return false;
  }
}

/** ICU's English order comes with the binaries and is the same on every machine; the system's locales are not. */
async function initdb(data: NewData): Promise<void> {
  const icu = ['--locale-provider=icu', '--icu-locale=en-US'];
  const attempts = data.major >= 15 ? [icu, []] : [[]];
  let said = '';
  for (const locale of attempts) {
    const words = [
      '--username=postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      ...locale,
    ];
    const program = join(data.native, 'bin', 'initdb');
    const result = await runProgram([program, ...words, '--pgdata', data.dataDirectory], data.user);
    if (result.exitCode === 0) return;
    said = result.output;
    await rm(data.dataDirectory, { recursive: true, force: true });
  }
  throw new Problem('no-database', {
    what: `initdb of PostgreSQL ${data.major} failed: ${said.trim().split('\n').slice(-2).join(' ')}`,
    mend: /could not look up effective user/.test(said)
      ? 'Run perfcrew as a user that this machine knows: one with a line in /etc/passwd.'
      : 'Check that the temporary folder (TMPDIR) has room and lets programs run, then run perfcrew again.',
  });
}

/** A cache that cannot be written costs half a second the next time, nothing else. */
async function keep(untouched: string, { dataDirectory, log }: NewData): Promise<void> {
  const attempt = `${untouched}-${randomUUID()}`;
  try {
    await copyTree(dataDirectory, attempt);
    await rename(attempt, untouched);
  } catch (error) {
    log.debug(`The Postgres data could not be kept in ${untouched}: ${String(error)}`);
    await rm(attempt, { recursive: true, force: true }).catch(() => {});
  }
}

async function own(folder: string, user: ServerUser): Promise<void> {
  await chown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await chown(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}
