// Reads what one run of the user's command wrote, and makes sure that it was this run that wrote it.
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import type { Files } from '../../ports/files.ts';
import type { ResultFormat } from '../../core/result-format.ts';
import type { ImportedResult } from './imported.ts';
import { importResults, tooLarge, type ResultFile } from './import-results.ts';
import { MOST_CHARACTERS } from './read-json.ts';
import { unreadable } from './refuse.ts';
import { runValues, type RunValue } from './run-values.ts';

export interface ResultsSetting {
  /** Path or glob below the command's folder; `-` is what the command prints. */
  readonly file: string;
  readonly format: ResultFormat | 'auto';
}

export interface CommandRun {
  /** Absolute folder the command runs in. */
  readonly directory: string;
  /** What it printed; read where `file` is `-`. */
  readonly output: string;
}

export interface ReadRun {
  readonly values: readonly RunValue[];
  /** What was left out and why; the same for every run. */
  readonly notes: readonly string[];
}

export interface ResultReader {
  /** Remembers what lies there already, e.g. a file that was committed. Call it before the first run in a folder. */
  look(directory: string): Promise<void>;
  /** Call it after each run. Throws a Problem where the run wrote nothing, or nothing that can be read. */
  read(run: CommandRun): Promise<ReadRun>;
}

/** What a command prints is kept up to 100,000 characters (run-command.ts). */
const MOST_PRINTED = 99_000;
const MOST_FILES = 500;

export function resultReader({ file, format }: ResultsSetting, files: Files): ResultReader {
  const seen = new Map<string, string>();

  const written = async (directory: string): Promise<ResultFile[]> => {
    const paths = await files.list(directory, [file]);
    if (paths.length === 0) throw missing(file);
    const fresh: ResultFile[] = [];
    for (const path of paths.slice(0, MOST_FILES)) {
      const absolute = join(directory, path);
      const bytes = await files.readBytes(absolute, MOST_CHARACTERS);
      if (bytes === null) throw tooLarge({ path });
      const digest = await digestOf(bytes);
      if (seen.get(absolute) === digest) continue;
      seen.set(absolute, digest);
      fresh.push({ path, text: new TextDecoder().decode(bytes) });
    }
    return fresh;
  };

  return {
    async look(directory) {
      if (file === '-' || (await files.list(directory, [file])).length === 0) return;
      await written(directory);
    },
    async read({ directory, output }) {
      const fresh = file === '-' ? [printed(output)] : await written(directory);
      if (fresh.length === 0) throw notWritten(file);
      const read = fresh.map((one) => importResults(one, format));
      const results: ImportedResult[] = read.flatMap((one) => one.results);
      return { values: runValues(results), notes: [...new Set(read.flatMap(({ notes }) => notes))] };
    },
  };
}

/** What is kept of a file between runs, instead of its content. */
async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return new Uint8Array(digest).join('.');
}

function printed(output: string): ResultFile {
  const source = { path: 'what the command printed', text: output };
  if (output.length < MOST_PRINTED) return source;
  throw unreadable(source, {
    what: 'is too long to be kept whole',
    mend: 'Redirect it to a file (`… > results.txt`) and name that file in `results.file`.',
  });
}

function missing(file: string): Problem {
  return new Problem('document-missing', {
    what: `The command ended well and there is no ${file} in its folder.`,
    mend: `Let the command write its results to ${file}, or correct \`results.file\`.`,
  });
}

/** Measured times do not repeat to the last digit: the same content is an older run's. */
function notWritten(file: string): Problem {
  return new Problem('document-missing', {
    what: `The command ended well and did not write ${file}: its content is that of an earlier run.`,
    mend: `Let every run of the command overwrite ${file} (no cached results, no committed file).`,
  });
}
