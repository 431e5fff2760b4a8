// Every statement that stands in the texts of the code: in strings of JavaScript and TypeScript, in SQL files, and by its words elsewhere.
import type { Node } from '@babel/types';
import { parseSync } from 'libpg-query';
import type { Location } from '../../../../core/location.ts';
import type { SourceFile } from '../../../source-file.ts';
import type { Source } from '../../lint/source.ts';
import type { Program } from './program.ts';
import { readStatement, type StatementFacts } from './read-statement.ts';
import { readText } from './read-text.ts';
import { UNKNOWN_TABLE } from './writes-of.ts';

export interface FoundStatement {
  readonly sql: string;
  readonly location: Location;
  readonly facts: StatementFacts;
  /** The string in the code; null in other files. */
  readonly node: Node | null;
  /** Parts of the text are only known when the program runs. */
  readonly isBuilt: boolean;
}

const STATEMENT =
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:select\b[\s\S]*\S|with\s[\s\S]*\bas\b[\s\S]*\(|insert\s+into\b|replace\s+into\b|update\s+\S+\s[\s\S]*\bset\b|delete\s+from\b|truncate\s+\S|merge\s+into\b|copy\s+\S+[\s\S]*\bfrom\b|refresh\s+materialized\b|set\s+(?:local|session)\b)/i;
const WRITE_WORDS =
  /\b(?:insert\s+(?:ignore\s+)?into|replace\s+into|merge\s+into|delete\s+from|truncate\s+table|update\s+\S+\s(?:[^;]{0,60}?\s)?set)\s/gi;

export function findStatements(files: readonly SourceFile[], program: Program): readonly FoundStatement[] {
  return files.flatMap(({ path, text }) => {
    const source = program.sources.get(path);
    if (source !== undefined) return inCode(source);
    return path.endsWith('.sql') ? inSql(path, text) : inText(path, text);
  });
}

function inCode(source: Source): readonly FoundStatement[] {
  return source.tree.nodes.flatMap((node) => {
    const read = textOf(node, source);
    if (read === null || !STATEMENT.test(read.text)) return [];
    const line = node.loc?.start.line ?? 1;
    const facts = readBuilt(read.text);
    return [{ sql: read.text, location: at(source.path, line), facts, node, isBuilt: read.isBuilt }];
  });
}

/** Constants of the same file are written in; anything else that is put into a text is a value, or a name nobody knows. */
function textOf(node: Node, source: Source): { text: string; isBuilt: boolean } | null {
  if (node.type === 'StringLiteral') return { text: node.value, isBuilt: false };
  if (node.type !== 'TemplateLiteral') return null;
  let isBuilt = false;
  const isTagged = source.tree.parent(node)?.type === 'TaggedTemplateExpression';
  const parts = node.quasis.map(({ value }, index) => {
    const expression = node.expressions[index];
    const text = value.cooked ?? value.raw;
    if (expression === undefined) return text;
    const init = expression.type === 'Identifier' ? source.scopes.resolve(expression)?.init : null;
    const constant = init === null || init === undefined ? null : textOf(init, source);
    if (constant !== null && !constant.isBuilt) return text + constant.text;
    isBuilt ||= !isTagged;
    return `${text}${PART}`;
  });
  return { text: parts.join(''), isBuilt };
}

const PART = '\u0000';

/** A part is a value where the grammar lets it be one, else a name. */
function readBuilt(text: string): StatementFacts {
  let number = 1000;
  const asValue = readStatement(text.replaceAll(PART, () => `$${(number += 1)}`));
  if (asValue.isParsed || !text.includes(PART)) return asValue;
  const asName = readStatement(text.replaceAll(PART, UNKNOWN_TABLE));
  return asName.isParsed ? asName : readText(text.replaceAll(PART, ' ? '));
}

function inSql(path: string, text: string): readonly FoundStatement[] {
  try {
    const bytes = new TextEncoder().encode(text);
    return (parseSync(text).stmts ?? []).map(({ stmt_location: start = 0, stmt_len: length }) => {
      const sql = new TextDecoder().decode(bytes.slice(start, length ? start + length : undefined));
      const before = new TextDecoder().decode(bytes.slice(0, start)) + (/^\s*/.exec(sql)?.[0] ?? '');
      return found(path, sql.trim(), before.split('\n').length);
    });
  } catch {
    let line = 1;
    return text.split(';').flatMap((part) => {
      const first = line + (/^\s*/.exec(part)?.[0] ?? '').split('\n').length - 1;
      line += part.split('\n').length - 1;
      return part.trim() === '' ? [] : [found(path, part.trim(), first)];
    });
  }
}

function found(path: string, sql: string, line: number): FoundStatement {
  return { sql, location: at(path, line), facts: readStatement(sql), node: null, isBuilt: false };
}

/** In other languages only what writes is looked for: it must drop what is cached here too. */
function inText(path: string, text: string): readonly FoundStatement[] {
  if (/\.(?:md|mdx|txt|json|lock|ya?ml|toml|html|css|svg|map|xml)$/i.test(path)) return [];
  return [...text.matchAll(WRITE_WORDS)].map((match) => {
    const sql = text.slice(match.index, match.index + 200).split(/["'`;]\s*[;,)\n]|;/)[0] ?? '';
    const line = text.slice(0, match.index).split('\n').length;
    const facts = { ...readText(sql), reads: [] };
    return { sql, location: at(path, line), facts, node: null, isBuilt: false };
  });
}

function at(path: string, line: number): Location {
  return { path, line, side: 'head' };
}
