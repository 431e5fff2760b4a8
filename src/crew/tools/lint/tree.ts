// The nodes of a file in reading order, each with its parent and the end of what it holds, so that rules ask instead of walking.
import type { File, Node } from '@babel/types';

export type NodeOf<Type extends Node['type']> = Extract<Node, { type: Type }>;

export interface Tree {
  readonly nodes: readonly Node[];
  readonly of: <Type extends Node['type']>(type: Type) => readonly NodeOf<Type>[];
  readonly parent: (node: Node) => Node | null;
  /** From the parent outwards. */
  readonly ancestors: (node: Node) => readonly Node[];
  /** Everything below a node, in reading order. */
  readonly within: (node: Node) => readonly Node[];
  readonly holds: (outer: Node, inner: Node) => boolean;
}

export function growTree(file: File): Tree {
  const nodes: Node[] = [];
  const parents = new Map<Node, Node>();
  const places = new Map<Node, { readonly start: number; readonly end: number }>();
  const visit = (node: Node, parent: Node | null): void => {
    const start = nodes.push(node) - 1;
    if (parent !== null) parents.set(node, parent);
    for (const child of children(node)) visit(child, node);
    places.set(node, { start, end: nodes.length });
  };
  visit(file.program, null);
  const byType = Map.groupBy(nodes, ({ type }) => type);
  const isOf =
    <Type extends Node['type']>(type: Type) =>
    (node: Node): node is NodeOf<Type> =>
      node.type === type;
  return {
    nodes,
    of: (type) => (byType.get(type) ?? []).filter(isOf(type)),
    parent: (node) => parents.get(node) ?? null,
    ancestors(node) {
      const found: Node[] = [];
      for (let at = parents.get(node); at !== undefined; at = parents.get(at)) found.push(at);
      return found;
    },
    within(node) {
      const place = places.get(node);
      return place === undefined ? [] : nodes.slice(place.start + 1, place.end);
    },
    holds(outer, inner) {
      const place = places.get(outer);
      const start = places.get(inner)?.start ?? -1;
      return place !== undefined && start >= place.start && start < place.end;
    },
  };
}

function children(node: Node): readonly Node[] {
  return Object.entries(node)
    .flatMap(([key, value]) =>
      key.endsWith('omments') || key === 'extra' ? [] : Array.isArray(value) ? value : [value],
    )
    .filter(isNode)
    .toSorted((one, other) => (one.start ?? 0) - (other.start ?? 0));
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value
  );
}
