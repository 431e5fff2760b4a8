// Statements as pg_stat_statements tells them: made comparable, made short, and searched for words that locate them.

/** Comments out, white space in one piece: the same statement of base and head becomes the same text. */
export function normalizeStatement(query: string): string {
  return query
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/\s*;$/, '');
}

const HOUSEKEEPING =
  /^(begin|start transaction|commit|end|rollback|savepoint|release|set|reset|show|discard|deallocate|prepare|listen|unlisten)\b/i;

/** Transaction control and session settings: no work on data, and pools send them when they like. */
export function isHousekeeping(statement: string): boolean {
  return HOUSEKEEPING.test(statement);
}

/** What the statement does to which tables; the same for a statement that was only given another column or condition. */
export function statementShape(statement: string): string {
  const verb = /^\w+/.exec(statement)?.[0] ?? '';
  return [verb, ...new Set(names(statement, TABLE))].join(' ').toLowerCase();
}

const SHORT = 100;

/** For a title: the select list goes first, then the end. */
export function shortStatement(statement: string): string {
  const brief =
    statement.length > 60
      ? statement.replace(/^(select(?: distinct)?)\b.+?\bfrom\b/i, '$1 … from')
      : statement;
  return brief.length > SHORT ? `${brief.slice(0, SHORT - 1)}…` : brief;
}

const IDENTIFIER = String.raw`(?:"[^"]+"|[a-z_][\w$]*)`;
const TABLE = new RegExp(String.raw`\b(?:from|join|into|update)\s+(${IDENTIFIER}(?:\.${IDENTIFIER})?)`, 'gi');
const COLUMN = new RegExp(
  String.raw`(${IDENTIFIER}(?:\.${IDENTIFIER})*)\s*(?:=|<>|<=?|>=?|\bin\b|\blike\b|\bilike\b)\s*(?:any\s*)?\(*\s*\$\d`,
  'gi',
);

/** Words of the statement that its code is likely to hold, best first: its own text, tables, filtered columns. */
export function statementClues(statement: string): string[] {
  const upToParameter = statement.split(/\$\d/)[0]?.trim() ?? '';
  return [
    ...new Set(
      [statement, upToParameter, ...names(statement, TABLE), ...names(statement, COLUMN)].filter(
        (clue) => clue.length >= 3 && clue.length <= 300,
      ),
    ),
  ];
}

function names(statement: string, pattern: RegExp): string[] {
  return [...statement.matchAll(pattern)].map((match) =>
    (match[1] ?? '').replace(/^.*\./, '').replaceAll('"', ''),
  );
}
