// Indexes built and tables read as a whole under a lock that keeps others from writing or reading, and rows changed at once.
import { describeHolds, describeRows, holds, largest, listNames, MANY_ROWS, weigh } from './hold.ts';
import { sizeOf, type Judged } from './judged.ts';
import type { Draft } from './migration-finding.ts';
import { safeIndex } from './safe-ways.ts';

export function judgeIndexes(judged: Judged): readonly Draft[] {
  const { changes, before } = judged.trace;
  const rewritten = new Set(changes.rewritten.map(({ oid }) => oid));
  const own = new Set(changes.constraintsAdded.map(({ index }) => index));
  const built = changes.built.filter(({ oid, table }) => !own.has(oid) && !rewritten.has(table ?? ''));
  if (built.length === 0) return [];
  const tables = [...new Set(built.map(({ table }) => table))].flatMap(
    (oid) => before.relations.get(oid ?? '') ?? [],
  );
  const size = largest(judged, tables);
  const isNew = built.every(({ oid }) => !before.relations.has(oid));
  const retyped =
    changes.columnsChanged.some((each) => each.before.type !== each.after.type) ||
    changes.dropped.some(({ table }) => table !== null);
  const verb = isNew && !retyped ? 'builds' : 'rebuilds';
  const names = listNames(built.map(({ name }) => name));
  const what = `${describeHolds(holds(judged.trace))} while it ${verb} ${names} from ${describeRows(size)}`;
  const severity = weigh(size);
  if (!isNew) return [{ rule: 'reindex-blocks', severity, what, safe: safeReindex(judged.statement.text) }];
  if (retyped) return [{ rule: 'column-type', severity, what, safe: null }];
  const safe = built.map(({ definition }) => safeIndex(definition ?? '')).join('\n');
  return [{ rule: 'create-index-blocks', severity, what, safe }];
}

function safeReindex(text: string): string | null {
  const safe = text.replace(/^(reindex\s*(?:\([^)]*\)\s*)?(?:index|table|schema))\b/i, '$1 CONCURRENTLY');
  return safe === text ? null : `-- Outside of a transaction:\n${safe};`;
}

/** What no more exact rule has told already. */
export function judgeScans(judged: Judged): readonly Draft[] {
  const { changes, work } = judged.trace;
  const held = holds(judged.trace);
  const told = new Set([
    ...changes.rewritten.map(({ oid }) => oid),
    ...changes.built.map(({ table }) => table),
    ...changes.constraintsAdded.flatMap(({ table, target }) => [table, target]),
    ...changes.columnsChanged
      .filter(({ before, after }) => !before.notNull && after.notNull)
      .map(({ table }) => table.oid),
  ]);
  const scanned = work
    .filter(({ table, scans }) => scans > 0 && !told.has(table.oid))
    .map(({ table }) => table)
    .filter(({ oid }) => held.some(({ table }) => table.oid === oid));
  // A view of a table that is filled anew reads others without keeping anybody from them.
  if (scanned.length === 0) return [];
  const size = largest(judged, scanned);
  const what = `${describeHolds(held)} while it reads ${describeRows(size)} of ${listNames(scanned.map(({ name }) => name))}`;
  return [{ rule: 'scan-under-lock', severity: weigh(size), what, safe: null }];
}

/** Rows are counted as production would have them, where its size is given. */
export function judgeWrites(judged: Judged): readonly Draft[] {
  return judged.trace.work.flatMap((each) => {
    const { tree } = judged.statement;
    // A materialized view that is filled anew is told by itself.
    if (each.rowsWritten === 0 || each.table.kind === 'm' || (tree !== null && 'InsertStmt' in tree))
      return [];
    const size = sizeOf(judged, each.table);
    const here = Math.max(each.table.rows, each.rowsWritten);
    const rows = size.given ? Math.round((each.rowsWritten / here) * (size.rows ?? 0)) : each.rowsWritten;
    if (rows < MANY_ROWS) return [];
    const what = `changes ${describeRows({ rows, given: size.given })} of ${each.table.name} at once: each stays locked, and its old version is kept, until the statement ends`;
    return [
      {
        rule: 'rows-changed-at-once',
        severity: 'warning',
        what,
        safe: inBatches(judged.statement.text, each.table.name),
      },
    ];
  });
}

/** A condition that the change itself ends is needed: else a batch would be changed again. */
function inBatches(text: string, table: string): string | null {
  const parts =
    /^(?<change>(?:update\s+\S+\s+set|delete\s+from\s+\S+)\b(?:(?!\bwhere\b)[^'$"])*)\bwhere\b(?<condition>(?:(?!\b(?:where|returning)\b).)*)$/is.exec(
      text,
    )?.groups;
  if (parts === undefined) return null;
  const { change = '', condition = '' } = parts;
  return [
    '-- Repeat, each time in a transaction of its own, until it changes no row:',
    change.trim(),
    `WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${condition.trim()} LIMIT 5000));`,
  ].join('\n');
}
