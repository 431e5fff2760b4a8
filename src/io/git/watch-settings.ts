// Code under review runs as the same user and can find the repository: what it leaves in git's settings would be run by the next git
// command of the user. It cannot be kept from writing; it is noticed.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { gitOutput } from './run-git.ts';

/** Where git looks for programs to run, and for what decides when (gitrepository-layout(5)). */
const FILES = ['config', 'config.worktree', 'info/attributes', 'objects/info/alternates'] as const;

export interface SettingsWatch {
  /** Throws a Problem that names what is not as it was. */
  check(): Promise<void>;
}

export async function watchSettings(repository: string): Promise<SettingsWatch> {
  const command = { directory: repository };
  const folder = resolve(repository, (await gitOutput(['rev-parse', '--git-common-dir'], command)).trim());
  const before = await digests(folder);
  return {
    async check() {
      const after = await digests(folder);
      const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
        (path) => before.get(path) !== after.get(path),
      );
      if (changed.length === 0) return;
      throw new Problem('input-invalid', {
        what: `While code under review ran, ${changed.map((path) => join(folder, path)).join(', ')} changed: git may now run programs of that code.`,
        mend: 'Look at it and undo it before you use git in this repository.',
      });
    },
  };
}

async function digests(folder: string): Promise<ReadonlyMap<string, string>> {
  const hooks = await readdir(join(folder, 'hooks')).catch(() => []);
  const found = new Map<string, string>();
  for (const path of [...FILES, ...hooks.map((name) => `hooks/${name}`)]) {
    const content = await readFile(join(folder, path)).catch(() => null);
    if (content !== null) found.set(path, createHash('sha256').update(content).digest('hex'));
  }
  return found;
}
