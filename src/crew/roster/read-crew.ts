// Turns the files of one folder into a Crew, or into one Problem that lists everything wrong with them.
import { Problem } from '../../core/problem.ts';
import type { SourceFile } from '../source-file.ts';
import { agentFrontSchema, defineAgent } from './agent-definition.ts';
import { checkCrew, type ReadAgent } from './check-crew.ts';
import { checkFront } from './check-front.ts';
import { crewFrontSchema, type Crew, type CrewFront } from './crew.ts';
import { extendFront } from './extend-front.ts';
import { readFrontMatter, type CrewError, type FrontMatter } from './front-matter.ts';

const MOST_FILES = 200;
const SHOWN_ERRORS = 50;

/** `library` is what `extends` may name: the files of the shipped crews. Throws Problem `config-invalid`. */
export function readCrew(files: readonly SourceFile[], library: readonly SourceFile[] = []): Crew {
  const errors: CrewError[] = [];
  const agents: ReadAgent[] = [];
  const heads: { readonly front: FrontMatter; readonly crew: CrewFront }[] = [];
  const unread: string[] = [];
  if (files.length > MOST_FILES)
    throw refuse([fileError(files[0]?.path ?? '', `stands among ${files.length} files. Split the crew.`)]);
  for (const file of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    const head = isHead(file.path);
    const read = readFrontMatter(file);
    const whole = read.ok && !head ? extendFront(read.front, library) : read;
    if (!whole.ok) {
      errors.push(whole.error);
      unread.push(baseName(file.path));
      continue;
    }
    const { front } = whole;
    if (head) {
      const checked = checkFront(front, crewFrontSchema);
      if (checked.ok) heads.push({ front, crew: checked.value });
      else errors.push(...checked.errors);
      continue;
    }
    const checked = checkFront(front, agentFrontSchema);
    if (checked.ok) agents.push({ front, agent: defineAgent(checked.value, front.body) });
    else {
      errors.push(...checked.errors);
      unread.push(baseName(file.path));
    }
  }
  if (!files.some(({ path }) => isHead(path)))
    errors.push(
      fileError(
        files[0]?.path ?? 'the crew',
        'belongs to a crew without `crew.md`. Add one with `name:` and `purpose:`.',
      ),
    );
  if (agents.length + unread.length === 0)
    errors.push(
      fileError(
        files[0]?.path ?? 'the crew',
        'belongs to a crew without agents. Add a file `<agent>.md` beside it.',
      ),
    );
  const [head] = heads;
  errors.push(...checkCrew(head ?? null, agents, unread));
  if (errors.length > 0 || head === undefined) throw refuse(errors);
  const order = agents.map(({ agent }) => agent).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return { ...head.crew, instructions: head.front.body, agents: order };
}

function isHead(path: string): boolean {
  return baseName(path) === 'crew';
}

/** The last part of a path without `.md`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
}

function fileError(path: string, text: string): CrewError {
  return { path, line: 1, column: 1, text };
}

function refuse(errors: readonly CrewError[]): Problem {
  const sorted = errors.toSorted((one, other) =>
    one.path === other.path
      ? one.line - other.line || one.column - other.column
      : one.path < other.path
        ? -1
        : 1,
  );
  const shown = sorted
    .slice(0, SHOWN_ERRORS)
    .map(({ path, line, column, text }) => `  ${path}:${line}:${column} ${text}`);
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  const hidden = errors.length - shown.length;
  return new Problem('config-invalid', {
    what: [`The crew has ${count}:`, ...shown, ...(hidden > 0 ? [`  … and ${hidden} more`] : [])].join('\n'),
    mend: 'Correct these lines; docs/crews.md lists every key.',
  });
}
