// What to explain: SQL as it was typed, a file, or the queries of the configuration.
import type { Config, QueryTarget } from '../config/config.ts';
import { Problem } from '../core/problem.ts';
import { readQuery, type Query } from '../measure/query/read-query.ts';
import type { Files } from '../ports/files.ts';

export type Subject =
  /** SQL, or the path of a file that holds it. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly parameters: QueryTarget['parameters'];
    }
  /** All that the configuration lists. */
  | { readonly kind: 'configured' }
  /** What the app asks while its routes are requested. */
  | { readonly kind: 'app' }
  /** The statements a server has spent most time on. */
  | { readonly kind: 'recorded'; readonly count: number };

/** Of a working tree. */
export async function readSubject(
  subject: Extract<Subject, { kind: 'text' | 'configured' }>,
  {
    files,
    directory,
    config,
  }: { readonly files: Files; readonly directory: string; readonly config: Config },
): Promise<readonly Query[]> {
  const directories = { base: directory, head: directory };
  if (subject.kind === 'text') {
    const { text, parameters } = subject;
    const isFile = !/\s/.test(text.trim()) && (await files.readText(`${directory}/${text}`)) !== null;
    const target = isFile ? { name: text, file: text, parameters } : { name: 'query', sql: text, parameters };
    if (!isFile && /^\S+\.sql$/i.test(text.trim())) {
      throw new Problem('usage', {
        what: `There is no file ${text} in ${directory}.`,
        mend: 'Give the path from the root of the repository, or the SQL itself in quotes.',
      });
    }
    return [onHead(await readQuery(files, target, directories))];
  }
  const { queries } = config.targets;
  if (queries.length === 0) {
    throw new Problem('usage', {
      what: 'There is nothing to explain: no query is given, and the configuration lists none.',
      mend: 'Give one, as in perfcrew explain "SELECT …" or perfcrew explain queries/orders.sql, or watch the app by --app.',
    });
  }
  return Promise.all(queries.map(async (target) => onHead(await readQuery(files, target, directories))));
}

/** There is only one side. */
function onHead(query: Query): Query {
  return { ...query, texts: { base: null, head: query.texts.head } };
}
