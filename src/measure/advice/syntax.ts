// Walks parse trees of libpg-query without knowing every kind of node.
import type { Node } from '@pgsql/types';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nodes are objects with one key, the name of their kind. */
export function isNode(value: unknown): value is Node {
  if (!isRecord(value)) return false;
  const [key, ...more] = Object.keys(value);
  return key !== undefined && more.length === 0 && /^[A-Z]/.test(key) && isRecord(value[key]);
}

/** Every node of a tree, from the top. */
export function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  if (!isRecord(value)) return;
  if (isNode(value)) yield value;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

/** The parts of a column's name, such as alias and column; null for other nodes and for `*`. */
export function columnPath(node: Node): readonly string[] | null {
  if (!('ColumnRef' in node)) return null;
  const fields = node.ColumnRef.fields ?? [];
  const parts = fields.flatMap((field) => ('String' in field ? [field.String.sval ?? ''] : []));
  return parts.length === fields.length && parts.length > 0 ? parts : null;
}

/** The columns taken from a relation; null where a `*` in the list of results may mean all of them. */
export function findReferences(
  tree: Node,
  columnOf: (node: Node) => string | null,
): readonly string[] | null {
  const columns = new Set<string>();
  for (const node of nodesIn(tree)) {
    if (!('ColumnRef' in node)) continue;
    if ((node.ColumnRef.fields ?? []).some((field) => 'A_Star' in field)) return null;
    const column = columnOf(node);
    if (column !== null) columns.add(column);
  }
  return [...columns];
}
