// Cuts an SQL file into its statements as psql does, so that each runs by itself and a failure has a line.

export interface Statement {
  readonly text: string;
  /** Where the statement begins in the file, in UTF-16 units. */
  readonly offset: number;
  /** The lines after `COPY … FROM stdin;` up to the one that ends them. */
  readonly rows?: string;
}

const ROUTINE = /^create\s+(or\s+replace\s+)?(function|procedure)\b/i;
const COPY_FROM_STDIN = /^copy\b[^;]*\bfrom\s+stdin\b/i;
/** A line that ends the rows of a COPY. */
const END_OF_ROWS = /^\\\.$/m;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const DOLLAR_TAG = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

/** Statements without their semicolon. A line of psql (`\connect`) comes as a statement that begins with the backslash. */
export function splitStatements(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  let at = 0;
  let parentheses = 0;
  /** Depth of BEGIN … END and CASE … END in a routine whose body is SQL (`BEGIN ATOMIC`). */
  let blocks = 0;

  function close(end: number, next: number): void {
    const begin = skipBlank(text, start);
    start = next;
    if (begin < end) {
      const statement = { text: text.slice(begin, end).trimEnd(), offset: begin };
      statements.push(COPY_FROM_STDIN.test(statement.text) ? { ...statement, rows: takeRows() } : statement);
    }
    parentheses = 0;
    blocks = 0;
  }

  function takeRows(): string {
    const from = endOfLine(text, start) + 1;
    const length = text.slice(from).search(END_OF_ROWS);
    const rows = length === -1 ? text.slice(from) : text.slice(from, from + length);
    start = length === -1 ? text.length : endOfLine(text, from + length);
    return rows;
  }

  function countBlocks(word: string): void {
    if (/^(begin|case)$/i.test(word) && (blocks > 0 || ROUTINE.test(text.slice(skipBlank(text, start), at))))
      blocks += 1;
    else if (/^end$/i.test(word) && blocks > 0) blocks -= 1;
  }

  while (at < text.length) {
    const skipped = skipOpaque(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const character = text[at];
    if (character === '\\' && skipBlank(text, start) === at) {
      const end = endOfLine(text, at);
      close(end, end);
      at = end;
      continue;
    }
    const word = matchAt(WORD, text, at);
    if (word !== null) {
      countBlocks(word);
      at += word.length;
      continue;
    }
    if (character === '(') parentheses += 1;
    else if (character === ')') parentheses = Math.max(0, parentheses - 1);
    else if (character === ';' && parentheses === 0 && blocks === 0) {
      close(at, at + 1);
      at = start;
      continue;
    }
    at += 1;
  }
  close(text.length, text.length);
  return statements;
}

/** The first place that is neither space nor comment. */
function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
    const after = skipComment(text, at);
    if (after === at) return at;
    at = after;
  }
}

/** After the comment, quoted text or quoted name that begins here; the same place where none does. */
function skipOpaque(text: string, at: number): number {
  const character = text[at];
  if (character === '-' || character === '/') return skipComment(text, at);
  if (character === '"') return skipQuoted(text, at, false);
  if (character === "'")
    return skipQuoted(text, at, /(^|[^\p{L}\p{N}_$])[eE]$/u.test(text.slice(Math.max(0, at - 2), at)));
  if (character !== '$' || /[\p{L}\p{N}_$]/u.test(text[at - 1] ?? '')) return at;
  const tag = matchAt(DOLLAR_TAG, text, at);
  if (tag === null) return at;
  const end = text.indexOf(tag, at + tag.length);
  return end === -1 ? text.length : end + tag.length;
}

function skipComment(text: string, at: number): number {
  if (text.startsWith('--', at)) return endOfLine(text, at);
  if (!text.startsWith('/*', at)) return at;
  let depth = 0;
  for (let next = at; next < text.length; next += 1) {
    if (text.startsWith('/*', next)) {
      depth += 1;
      next += 1;
    } else if (text.startsWith('*/', next)) {
      depth -= 1;
      next += 1;
      if (depth === 0) return next + 1;
    }
  }
  return text.length;
}

/** A doubled quote stays inside by itself: the second one begins the rest as a new quoted piece. */
function skipQuoted(text: string, at: number, backslashes: boolean): number {
  const quote = text[at];
  for (let next = at + 1; next < text.length; next += 1) {
    if (backslashes && text[next] === '\\') next += 1;
    else if (text[next] === quote && backslashes && text[next + 1] === quote) next += 1;
    else if (text[next] === quote) return next + 1;
  }
  return text.length;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
