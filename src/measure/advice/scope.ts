// The tables one level of a query sees, and which of them a column's name means.
import type { Node } from '@pgsql/types';
import type { Table } from './catalog.ts';
import { columnPath } from './syntax.ts';

export interface Relation {
  readonly alias: string;
  readonly table: Table;
}

export interface Scope {
  /** The whole statement of this level. */
  readonly node: Node;
  readonly relations: readonly Relation[];
  /** WHERE and the ON of each join, all of which must hold. */
  readonly conditions: readonly Node[];
  readonly order: readonly Node[];
  /** Null for statements that write. */
  readonly targets: readonly Node[] | null;
  /** The column a reference means, where it belongs to that relation. */
  columnOf(node: Node, relation: Relation): string | null;
}

export interface ScopeParts {
  readonly node: Node;
  readonly from: readonly Node[];
  readonly where: Node | undefined;
  readonly order: readonly Node[];
  readonly targets: readonly Node[] | null;
  readonly relationOf: (node: Node) => Relation | null;
}

export function openScope({ node, from, where, order, targets, relationOf }: ScopeParts): Scope {
  const relations: Relation[] = [];
  const conditions: Node[] = where === undefined ? [] : [where];
  const join = (item: Node): void => {
    if ('JoinExpr' in item) {
      const { larg, rarg, quals } = item.JoinExpr;
      if (larg !== undefined) join(larg);
      if (rarg !== undefined) join(rarg);
      if (quals !== undefined) conditions.push(quals);
    }
    const relation = relationOf(item);
    if (relation !== null) relations.push(relation);
  };
  for (const item of from) join(item);
  return { node, relations, conditions, order, targets, columnOf };

  function columnOf(reference: Node, relation: Relation): string | null {
    const path = columnPath(reference);
    const column = path?.at(-1);
    if (path === null || column === undefined || !has(relation, column)) return null;
    const alias = path.at(-2);
    if (alias !== undefined) return alias === relation.alias ? column : null;
    // A name without a table means the only table here that has it.
    return relations.find((other) => has(other, column)) === relation ? column : null;
  }
}

function has({ table }: Relation, column: string): boolean {
  return table.columns.some(({ name }) => name === column);
}
