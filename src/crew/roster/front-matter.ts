// One Markdown file with YAML between two lines of `---`: what it says, and where in the file it says it.
import { isMap, LineCounter, parseDocument } from 'yaml';
import type { Complaint } from '../../config/complaint.ts';
import { positionOf, renderPath, type Source } from '../../config/key-path.ts';
import type { SourceFile } from '../source-file.ts';

/** Far above any real one. */
const MOST_CHARACTERS = 64_000;
const FRONT = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;

export interface FrontMatter {
  readonly path: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Null for a file of which nothing could be read. */
  readonly source: Source | null;
}

/** One thing wrong in a file, ready to be told. */
export interface CrewError {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export type ReadFront =
  | { readonly ok: true; readonly front: FrontMatter }
  | { readonly ok: false; readonly error: CrewError };

export function readFrontMatter({ path, text }: SourceFile): ReadFront {
  const refuse = (text: string, line = 1, column = 1): ReadFront => ({
    ok: false,
    error: { path, line, column, text },
  });
  if (text.length > MOST_CHARACTERS)
    return refuse(`is longer than ${MOST_CHARACTERS} characters. Say it shorter.`);
  const match = FRONT.exec(text);
  if (match === null || match.index !== 0)
    return refuse('has no front matter. Begin it with a line `---`, the keys, and another line `---`.');
  const lines = new LineCounter();
  try {
    const document = parseDocument(match[1] ?? '', { lineCounter: lines, prettyErrors: false });
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault !== undefined) {
      const { line, col } = lines.linePos(fault.pos[0]);
      const [sentence] = fault.message.split('\n');
      return refuse(`is not valid YAML: ${sentence}. Look at indentation, colons and quotes.`, line + 1, col);
    }
    const value: unknown = document.toJS({ maxAliasCount: 20 });
    if (!isMap(document.contents) || !isGroup(value))
      return refuse('has no keys in its front matter. Write `name: …`, `role: …` and so on.', 2);
    return {
      ok: true,
      front: { path, value, body: text.slice(match[0].length).trim(), source: { document, lines } },
    };
  } catch (error) {
    // The parser throws RangeError for nesting deeper than the stack and ReferenceError for aliases that multiply.
    if (error instanceof RangeError || error instanceof ReferenceError)
      return refuse('is nested too deeply, or uses too many aliases. Write the values out.');
    throw error;
  }
}

/** Where in the file the key of a complaint stands, and the complaint as a sentence. */
export function placeComplaint({ path, source }: FrontMatter, { at, what, mend }: Complaint): CrewError {
  const place = source === null ? { line: 0, column: 1 } : positionOf(source, at);
  const subject = at.length === 0 ? '' : `${renderPath(at)}: `;
  return { path, line: place.line + 1, column: place.column, text: `${subject}${what}. ${mend}.` };
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
