// What a user's own crew begins with: the documents it is given, and what people have decided.
import { z } from 'zod';
import { Problem } from '../core/problem.ts';
import { approvalsSchema, type Decision } from '../crew/roster/approvals.ts';
import type { Crew } from '../crew/roster/crew.ts';
import type { Files } from '../ports/files.ts';

type Reading = Pick<Files, 'readText'>;

/** JSON where the file's name says so, else text. `paths` are absolute, by the documents' names. */
export async function readGiven(
  crew: Crew,
  paths: ReadonlyMap<string, string>,
  files: Reading,
): Promise<Readonly<Record<string, unknown>>> {
  const read: Record<string, unknown> = {};
  for (const name of crew.given) {
    const path = paths.get(name);
    if (path === undefined)
      throw new Problem('usage', {
        what: `Crew ${crew.name} begins with the document ${name}, and nothing says where it is.`,
        mend: `Add --given ${[...crew.given].map((each) => `${each}=FILE`).join(',')}.`,
      });
    const text = await files.readText(path);
    if (text === null)
      throw new Problem('document-missing', {
        what: `${path} is not there.`,
        mend: `Name a file for ${name} that is.`,
      });
    read[name] = path.endsWith('.json') ? parseJson(text, path) : text;
  }
  return read;
}

export async function readDecisions(path: string | null, files: Reading): Promise<readonly Decision[]> {
  if (path === null) return [];
  const text = await files.readText(path);
  if (text === null)
    throw new Problem('document-missing', {
      what: `${path} is not there.`,
      mend: 'Name the file with the decisions.',
    });
  const parsed = approvalsSchema.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data.decisions;
  throw new Problem('document-invalid', {
    what: `${path} is no document of approvals: ${z.prettifyError(parsed.error)}`,
    mend: 'Write it as docs/crews.md shows.',
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('document-unreadable', { what: `${path} is not JSON.`, mend: 'Mend the file.', cause });
  }
}
