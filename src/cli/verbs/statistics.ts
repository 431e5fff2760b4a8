// `perfcrew statistics`: production's sizes and distributions as a file, so that a small seed is planned for as if it were all of it.
import { resolve } from 'node:path';
import { plural } from '../../core/format/plural.ts';
import { isProblem, Problem } from '../../core/problem.ts';
import {
  printStatistics,
  TEXT_VALUES,
  type ProductionStatistics,
  type TextValues,
} from '../../measure/statistics/production-statistics.ts';
import { readStatistics } from '../../measure/statistics/read-statistics.ts';
import { externalDatabaseUrl } from '../../run/external-database.ts';
import { openSession, type Session } from '../session.ts';
import type { Verb } from '../verb.ts';

export const statisticsVerb: Verb = {
  summary: 'read the sizes and distributions of DATABASE_URL (never its rows), for plans as in production',
  options: ['write', 'text-values', 'config', 'quiet'],
  async run(context) {
    const { terminal, options } = context;
    const textValues = textValuesOf(options['text-values']);
    await using session = await openSession(context, 'optional');
    const statistics = await read(session, textValues);
    const text = printStatistics(statistics);
    if (options.write === undefined) {
      terminal.stdout.write(text);
      return 0;
    }
    await session.world.files.writeText(resolve(terminal.directory, options.write), text);
    const { tables } = statistics;
    const columns = tables.reduce((sum, table) => sum + table.columns.length, 0);
    terminal.stdout.write(
      `${options.write}: ${plural(tables.length, 'table')}, ${plural(columns, 'column')}, text values ${textValues}. Name it in \`database.statistics\` of .github/perfcrew.yml.\n`,
    );
    return 0;
  },
};

async function read(session: Session, textValues: TextValues): Promise<ProductionStatistics> {
  const { world, environment } = session;
  const url =
    externalDatabaseUrl(await session.treeConfig(), environment) ?? environment['DATABASE_URL'] ?? '';
  if (url === '') {
    throw new Problem('no-database', {
      what: 'There is no database to read: neither DATABASE_URL nor the variable of `database.external_url_env` is set.',
      mend: 'Set DATABASE_URL=postgres://user:password@host:port/database; a role that may only read is enough.',
    });
  }
  try {
    await using database = await world.databases.attach(url, 'read-only');
    return await readStatistics(database, { textValues });
  } catch (error) {
    if (!isProblem(error) || error.code !== 'no-database') throw error;
    throw new Problem('no-database', {
      what: error.message,
      mend: 'Check DATABASE_URL (postgres://user:password@host:port/database) and that this machine can reach the server.',
      cause: error,
    });
  }
}

function textValuesOf(given: string | undefined): TextValues {
  const known = TEXT_VALUES.find((value) => value === (given ?? 'omitted'));
  if (known !== undefined) return known;
  throw new Problem('usage', {
    what: `--text-values ${given} is none of ${TEXT_VALUES.join(', ')}.`,
    mend: 'Say omitted (default), hashed or kept; docs/production-statistics.md tells what each writes.',
  });
}
