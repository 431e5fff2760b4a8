// The files by which a step speaks to the runner: outputs, environment, path, state and summary.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

const maxSummaryBytes = 1024 * 1024;

export interface CommandFiles {
  readonly variables: Readonly<Record<string, string>>;
  read(): Promise<StepMessages>;
}

interface StepMessages {
  readonly outputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly summaryError: string | null;
}

/** Fresh, existing files for one step: clients refuse to write where there is none. */
export async function commandFiles(temp: string): Promise<CommandFiles> {
  const directory = join(temp, '_runner_file_commands');
  await mkdir(directory, { recursive: true });
  const id = randomUUID();
  const names = {
    OUTPUT: 'set_output',
    ENV: 'set_env',
    PATH: 'add_path',
    STATE: 'save_state',
    STEP_SUMMARY: 'step_summary',
  };
  const files = Object.entries(names).map(
    ([name, prefix]) => [name, join(directory, `${prefix}_${id}`)] as const,
  );
  for (const [, file] of files) await writeFile(file, '');
  const fileOf = new Map<string, string>(files);
  const text = (name: string): Promise<string> => readFile(fileOf.get(name) ?? '', 'utf8');
  return {
    variables: Object.fromEntries(files.map(([name, file]) => [`GITHUB_${name}`, file])),
    read: async () => {
      const summary = await text('STEP_SUMMARY');
      const isTooLarge = Buffer.byteLength(summary) > maxSummaryBytes;
      return {
        outputs: parsePairs(await text('OUTPUT')),
        environment: parsePairs(await text('ENV')),
        paths: (await text('PATH')).split('\n').filter((line) => line !== ''),
        state: parsePairs(await text('STATE')),
        summary: isTooLarge ? '' : summary,
        summaryError: isTooLarge
          ? `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(Buffer.byteLength(summary) / 1024)}k.`
          : null,
      };
    },
  };
}

/** `name=value` lines and `name<<delimiter` blocks. */
export function parsePairs(text: string): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = {};
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '') continue;
    const heredoc = line.indexOf('<<');
    const equals = line.indexOf('=');
    if (heredoc > 0 && (equals < 0 || heredoc < equals)) {
      const delimiter = line.slice(heredoc + 2);
      const end = lines.indexOf(delimiter);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      pairs[line.slice(0, heredoc)] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n');
    } else if (equals > 0) pairs[line.slice(0, equals)] = line.slice(equals + 1);
    else throw new Error(`Invalid format '${line}'`);
  }
  return pairs;
}
