// The tables of labelled migrations: both linters on every major, and each statement on which they differ.
import { markdownTable, percentText, shareText } from '../../kit/table.ts';
import { count, type MigrationTrial, type SqlMigrations } from './result.ts';

const LINTERS = ['perfcrew', 'squawk'] as const;

export function renderSqlMigrations(result: Omit<SqlMigrations, 'command' | 'finishedAt'>): string {
  const { servers, trials } = result;
  const on = (major: number) => trials.filter(({ majors }) => majors.includes(major));
  const statements = new Set(trials.map(keyOf)).size;
  const contradicted = trials.filter((trial) => !trial.agrees);
  return [
    `${statements} migrations, ${new Set(trials.filter(({ harm }) => harm !== null).map(keyOf)).size} of them harmful on some version. A second session contradicts ${contradicted.length} labels.`,
    '',
    markdownTable(
      ['Postgres', 'linter', 'harmful: told', 'harmless: told', 'precision'],
      servers.flatMap(({ major, version }) =>
        LINTERS.map((linter) => {
          const { found, missed, wolf, silent } = count(on(major), linter);
          return [
            version,
            linter,
            shareText(found, found + missed),
            shareText(wolf, wolf + silent),
            found + wolf === 0 ? 'told nothing' : percentText(found / (found + wolf)),
          ];
        }),
      ),
    ),
    '',
    'Where the two differ, and what the second session saw:',
    '',
    markdownTable(
      ['migration', 'Postgres', 'seen', 'harm', 'perfcrew', 'squawk'],
      trials
        .filter(differ)
        .map((trial) => [
          code(trial),
          span(trial.majors),
          trial.seen.replaceAll('|', '\\|'),
          trial.harm ?? 'none',
          verdict(trial, 'perfcrew'),
          verdict(trial, 'squawk'),
        ]),
    ),
    '',
    `Told is what is a warning or an error. Left out of squawk (${result.squawk}), as perfcrew leaves out by its settings: ${result.squawkExcluded.join(', ')}.`,
    ...bothWrong(trials),
  ].join('\n');
}

function bothWrong(trials: readonly MigrationTrial[]): readonly string[] {
  const wrong = trials.filter((trial) => !differ(trial) && !isRight(trial, 'perfcrew'));
  if (wrong.length === 0) return [];
  return [
    '',
    `Both are wrong on: ${wrong.map((trial) => `${code(trial)} (${trial.harm ?? 'harmless'})`).join(', ')}.`,
  ];
}

function keyOf({ sql, before, wrapped }: MigrationTrial): string {
  return JSON.stringify([sql, before, wrapped]);
}

function differ(trial: MigrationTrial): boolean {
  return isRight(trial, 'perfcrew') !== isRight(trial, 'squawk');
}

function isRight(trial: MigrationTrial, linter: (typeof LINTERS)[number]): boolean {
  return (trial.harm !== null) === trial[linter].length > 0;
}

function verdict(trial: MigrationTrial, linter: (typeof LINTERS)[number]): string {
  return `${isRight(trial, linter) ? 'right' : '**wrong**'}: ${trial[linter].join(', ') || 'silent'}`;
}

function code({ sql, before, wrapped }: MigrationTrial): string {
  const after = before === null ? '' : ` after \`${before}\``;
  return `\`${sql.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')}\`${wrapped ? ' in a transaction' : ''}${after}`;
}

function span(majors: readonly number[]): string {
  const sorted = majors.toSorted((one, other) => one - other);
  const [first] = sorted;
  return sorted.length < 2 ? `${first ?? ''}` : `${first ?? ''}–${sorted.at(-1) ?? ''}`;
}
