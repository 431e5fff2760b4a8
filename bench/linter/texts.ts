// The files of a record before and after its commit: from a folder of texts, which is filled from clones of the public repositories.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FixRecord } from './data.ts';

export interface Texts {
  readonly before: string;
  readonly after: string;
}

export interface Places {
  /** Holds `<record>/<file number>.before` and `.after`. */
  readonly texts: string;
  /** Holds a clone per repository as `owner+name`; null when the texts are all there. */
  readonly clones: string | null;
}

/** One entry per file of the record; null where neither texts nor a clone have it. */
export function readTexts(record: FixRecord, places: Places): readonly Texts[] | null {
  const folder = join(places.texts, record.id);
  const found = record.files.map((file, index): Texts | null => {
    const before = textOf(join(folder, `${index}.before`), record, {
      ...places,
      commit: record.parent,
      path: file.path,
    });
    const after = textOf(join(folder, `${index}.after`), record, {
      ...places,
      commit: record.sha,
      path: file.path,
    });
    return before === null || after === null ? null : { before, after };
  });
  return found.every((texts) => texts !== null) ? found : null;
}

interface Wanted extends Places {
  readonly commit: string;
  readonly path: string;
}

function textOf(cached: string, record: FixRecord, { clones, commit, path }: Wanted): string | null {
  if (existsSync(cached)) return readFileSync(cached, 'utf8');
  if (clones === null) return null;
  const clone = join(clones, record.repo.replace('/', '+'));
  if (!existsSync(clone)) return null;
  const directory = ['repo', '.git', '']
    .map((name) => join(clone, name))
    .find((name) => existsSync(join(name, 'HEAD')));
  if (directory === undefined) return null;
  const text = show(directory, `${commit}:${path}`);
  if (text === null) return null;
  mkdirSync(join(cached, '..'), { recursive: true });
  writeFileSync(cached, text);
  return text;
}

/** A file that the commit adds or removes is empty on one side; a commit that the clone lacks is no text. */
function show(directory: string, object: string): string | null {
  const git = (...args: string[]): string =>
    execFileSync('git', ['--git-dir', directory, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 2 ** 20,
    });
  try {
    git('cat-file', '-e', `${object.split(':')[0] ?? ''}^{commit}`);
  } catch {
    return null;
  }
  try {
    return git('show', object);
  } catch {
    return '';
  }
}
