// Reads from a query's parse tree how it uses each table, subqueries included.
import { parseSync } from 'libpg-query';
import type { Node } from '@pgsql/types';
import type { Access } from './access.ts';
import type { Catalog } from './catalog.ts';
import { findTable } from './catalog.ts';
import { readConditions } from './read-conditions.ts';
import { readOrder } from './read-order.ts';
import { findReferences, isNode, isRecord } from './syntax.ts';
import { openScope, type Relation, type Scope } from './scope.ts';

/** `loadModule()` of libpg-query must have been awaited. A text that does not parse is read as using no table. */
export function readAccesses(text: string, catalog: Catalog): readonly Access[] {
  const accesses: Access[] = [];
  let statements: readonly unknown[];
  try {
    statements = parseSync(text).stmts ?? [];
  } catch {
    return [];
  }
  visit(statements);
  return accesses;

  function visit(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isRecord(value)) return;
    const inner = isNode(value) ? scopeOf(value) : null;
    if (inner !== null) accesses.push(...accessesOf(inner));
    for (const [key, child] of Object.entries(value)) {
      // The halves of a UNION are statements without a wrapping node.
      const half = (key === 'larg' || key === 'rarg') && isRecord(child) && 'limitOption' in child;
      visit(half ? { SelectStmt: child } : child);
    }
  }

  function scopeOf(node: Node): Scope | null {
    if ('SelectStmt' in node) {
      const { fromClause = [], whereClause, sortClause, groupClause, targetList } = node.SelectStmt;
      return openScope({
        node,
        from: fromClause,
        where: whereClause,
        order: sortClause ?? groupClause ?? [],
        targets: targetList ?? [],
        relationOf,
      });
    }
    if ('UpdateStmt' in node) {
      const { relation, fromClause = [], whereClause } = node.UpdateStmt;
      const own: Node[] = relation === undefined ? [] : [{ RangeVar: relation }];
      return openScope({
        node,
        from: [...own, ...fromClause],
        where: whereClause,
        order: [],
        targets: null,
        relationOf,
      });
    }
    if ('DeleteStmt' in node) {
      const { relation, usingClause = [], whereClause } = node.DeleteStmt;
      const own: Node[] = relation === undefined ? [] : [{ RangeVar: relation }];
      return openScope({
        node,
        from: [...own, ...usingClause],
        where: whereClause,
        order: [],
        targets: null,
        relationOf,
      });
    }
    return null;
  }

  function relationOf(node: Node): Relation | null {
    if (!('RangeVar' in node)) return null;
    const { relname = '', schemaname, alias } = node.RangeVar;
    const table = findTable(catalog, relname, schemaname);
    return table === undefined ? null : { alias: alias?.aliasname ?? relname, table };
  }
}

function accessesOf(scope: Scope): Access[] {
  return scope.relations.flatMap((relation) => {
    const columnOf = (node: Node) => scope.columnOf(node, relation);
    const order = readOrder(scope, columnOf);
    // The rows of an UPDATE or DELETE are needed whole.
    const columns = scope.targets === null ? null : findReferences(scope.node, columnOf);
    return readConditions(scope.conditions, columnOf).map((conditions) => ({
      table: relation.table,
      ...conditions,
      order,
      columns,
    }));
  });
}
