// What the schema adds to statements: views stand for their tables, rows may belong to whoever asks, deletes reach further tables.
import { parseSync } from 'libpg-query';
import { nodesIn } from '../../../../measure/advice/syntax.ts';
import type { FoundStatement } from './find-statements.ts';
import { readText } from './read-text.ts';
import type { Written } from './writes-of.ts';

export interface SchemaFacts {
  /** Tables a view or a function reads, itself included. */
  tablesOf(names: readonly string[], called: readonly string[]): readonly string[];
  /** Tables that a policy shows to each person differently. */
  readonly rowSecurity: ReadonlySet<string>;
  /** With what triggers, cascades and functions write besides. */
  alsoWritten(writes: readonly Written[], functions: readonly string[]): readonly Written[];
}

export function readSchema(statements: readonly FoundStatement[]): SchemaFacts {
  const views = new Map<string, readonly string[]>();
  const rowSecurity = new Set<string>();
  const children = new Map<string, Set<string>>();
  const functions = new Map<string, ReturnType<typeof readText>>();
  const triggers: { readonly table: string; readonly runs: string }[] = [];
  for (const { sql, facts } of statements) {
    if (!/\b(?:create|alter)\b/i.test(sql)) continue;
    for (const node of nodesIn(parsed(sql))) {
      if ('ViewStmt' in node)
        views.set(lower(node.ViewStmt.view?.relname), without(facts.reads, node.ViewStmt.view?.relname));
      if ('CreateTableAsStmt' in node) {
        const name = node.CreateTableAsStmt.into?.rel?.relname;
        views.set(lower(name), without(facts.reads, name));
      }
      if ('CreatePolicyStmt' in node) rowSecurity.add(lower(node.CreatePolicyStmt.table?.relname));
      if ('AlterTableStmt' in node && /row\s+level\s+security/i.test(sql))
        rowSecurity.add(lower(node.AlterTableStmt.relation?.relname));
      if (
        'Constraint' in node &&
        /^[cnd]$/.test(node.Constraint.fk_del_action ?? '') &&
        node.Constraint.pktable
      ) {
        const parent = lower(node.Constraint.pktable.relname);
        const child = tableIn(sql);
        if (child !== null) children.set(parent, (children.get(parent) ?? new Set<string>()).add(child));
      }
      if ('CreateFunctionStmt' in node) {
        const last = node.CreateFunctionStmt.funcname?.at(-1);
        const name = last !== undefined && 'String' in last ? lower(last.String.sval) : '';
        functions.set(name, readText(sql));
      }
      if ('CreateTrigStmt' in node) {
        const last = node.CreateTrigStmt.funcname?.at(-1);
        const runs = last !== undefined && 'String' in last ? lower(last.String.sval) : '';
        triggers.push({ table: lower(node.CreateTrigStmt.relation?.relname), runs });
      }
    }
  }
  return { rowSecurity, tablesOf, alsoWritten };

  function tablesOf(names: readonly string[], called: readonly string[]): readonly string[] {
    const found = new Set<string>();
    const queue = [...names, ...called.filter((name) => functions.has(name))];
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      if (found.has(name)) continue;
      found.add(name);
      queue.push(...(views.get(name) ?? []), ...(functions.get(name)?.reads ?? []));
    }
    return [...found].filter((name) => !functions.has(name)).toSorted();
  }

  function alsoWritten(writes: readonly Written[], called: readonly string[]): readonly Written[] {
    const found = new Map<string, Written>();
    const queue: Written[] = [...writes, ...called.flatMap((name) => functions.get(name)?.writes ?? [])];
    for (let write = queue.shift(); write !== undefined; write = queue.shift()) {
      const { table, kind } = write;
      if (found.has(`${table} ${kind}`)) continue;
      found.set(`${table} ${kind}`, write);
      if (kind === 'delete' || kind === 'merge')
        queue.push(
          ...[...(children.get(table) ?? [])].map((child) => ({ table: child, kind: 'delete' as const })),
        );
      queue.push(...(views.get(table) ?? []).map((base) => ({ table: base, kind })));
      for (const trigger of triggers)
        if (trigger.table === table) queue.push(...(functions.get(trigger.runs)?.writes ?? []));
    }
    return [...found.values()];
  }
}

/** The functions a statement calls are read like the tables it names. */
function parsed(sql: string): unknown {
  try {
    return parseSync(sql).stmts;
  } catch {
    return [];
  }
}

function tableIn(sql: string): string | null {
  const name =
    /\b(?:create|alter)\s+(?:unlogged\s+|temp\w*\s+)?table\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?(?:"?\w+"?\.)?"?(\w+)"?/i.exec(
      sql,
    )?.[1];
  return name === undefined ? null : name.toLowerCase();
}

function without(names: readonly string[], name: string | undefined): readonly string[] {
  return names.filter((each) => each !== lower(name));
}

function lower(name: string | undefined): string {
  return (name ?? '').toLowerCase();
}
