// The text of a configured query on each side: inline ones are the same, files may be new, changed or gone.
import type { QueryTarget } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { Files } from '../../ports/files.ts';
import { splitStatements } from '../databases/split-statements.ts';

export interface QueryText {
  /** The whole file, or the inline statement. */
  readonly source: string;
  /** The one statement in it; null where there is none or more than one. */
  readonly statement: string | null;
  /** Where the statement begins in the source. */
  readonly offset: number;
}

export interface Query {
  readonly name: string;
  readonly path: string | null;
  readonly parameters: QueryTarget['parameters'];
  /** Null where the side has no such file. */
  readonly texts: Readonly<Record<Side, QueryText | null>>;
}

export async function readQuery(
  files: Files,
  target: QueryTarget,
  directories: Readonly<Record<Side, string>>,
): Promise<Query> {
  const { name, parameters } = target;
  if (target.sql !== undefined) {
    const text = readText(target.sql);
    return { name, path: null, parameters, texts: { base: text, head: text } };
  }
  const path = target.file ?? '';
  const read = async (directory: string) => {
    // Listed first: a link that leads out of the checkout is no file of the project.
    const [listed] = await files.list(directory, [literalGlob(path)]);
    const source = listed === undefined ? null : await files.readText(`${directory}/${listed}`);
    return source === null ? null : readText(source.replaceAll('\r\n', '\n'));
  };
  return {
    name,
    path,
    parameters,
    texts: { base: await read(directories.base), head: await read(directories.head) },
  };
}

function literalGlob(path: string): string {
  return path.replaceAll(/[\\*?[\]{}()!+@|]/g, String.raw`\$&`);
}

function readText(source: string): QueryText {
  const statements = splitStatements(source);
  const [first] = statements;
  if (first === undefined || statements.length > 1) return { source, statement: null, offset: 0 };
  return { source, statement: first.text, offset: first.offset };
}
