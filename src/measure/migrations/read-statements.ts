// Cuts a migration file into statements with Postgres' own grammar; where one is broken, the others are still read.
import { hasSqlDetails, loadModule, parseSync, type Node } from 'libpg-query';
import { splitStatements } from '../databases/split-statements.ts';

export interface MigrationStatement {
  /** Without the semicolon. */
  readonly text: string;
  /** Lines in the file, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Null where the grammar does not take it. Locations in it are bytes of `text`. */
  readonly tree: Node | null;
  readonly syntaxError: { readonly message: string; readonly line: number } | null;
  /** The lines between the statement before and this one. */
  readonly above: readonly { readonly line: number; readonly text: string }[];
}

interface Piece {
  readonly text: string;
  /** UTF-16 units into the file. */
  readonly offset: number;
}

export async function readStatements(file: string): Promise<readonly MigrationStatement[]> {
  await loadModule();
  let last = 0;
  return cut(file).map(({ text, offset }) => {
    const line = lineOf(file, offset);
    const gap = file.slice(last, offset).split('\n');
    const gapLine = lineOf(file, last);
    last = offset + text.length;
    return {
      ...parseAlone(text, line),
      text,
      line,
      endLine: lineOf(file, last),
      above: gap.map((comment, index) => ({ line: gapLine + index, text: comment })),
    };
  });
}

/** Line of a place in a text, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function cut(file: string): readonly Piece[] {
  try {
    const bytes = new TextEncoder().encode(file);
    const decode = (from: number, to?: number) =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.slice(from, to));
    return (parseSync(file).stmts ?? []).map(({ stmt_location: from = 0, stmt_len: length = 0 }) => {
      const text = decode(from, length === 0 ? undefined : from + length);
      return { text: text.trim(), offset: decode(0, from).length + text.length - text.trimStart().length };
    });
  } catch {
    return splitStatements(file).filter(({ text }) => !text.startsWith('\\'));
  }
}

function parseAlone(text: string, line: number): Pick<MigrationStatement, 'tree' | 'syntaxError'> {
  try {
    return { tree: parseSync(text).stmts?.[0]?.stmt ?? null, syntaxError: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const position = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? 0) : 0;
    const before = Array.from(text).slice(0, position).join('');
    return {
      tree: null,
      syntaxError: { message: error.message, line: line + lineOf(before, before.length) - 1 },
    };
  }
}
