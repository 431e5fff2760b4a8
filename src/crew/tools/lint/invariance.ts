// Whether an expression is the same in each turn of a loop: what it reads is declared outside and nobody writes it inside.
import type { Node } from '@babel/types';
import { pathOf } from './calls.ts';
import { isReference } from './scopes.ts';
import type { Source } from './source.ts';

const CHANGING =
  /^(push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear|append|write|next|exec)$/;

/** Reads nothing that belongs to the region. */
export function isFrom(outside: Node, expression: Node, { tree, scopes }: Source): boolean {
  return [expression, ...tree.within(expression)].every((node) => {
    if (node.type !== 'Identifier' || !isReference(node, tree)) return true;
    const binding = scopes.resolve(node);
    if (binding === null || tree.holds(expression, binding.identifier)) return true;
    return (
      !tree.holds(outside, binding.identifier) && !binding.writes.some((write) => tree.holds(outside, write))
    );
  });
}

/** `isFrom`, and no method inside the region changes what it reads. */
export function isInvariant(region: Node, expression: Node, source: Source): boolean {
  if (!isFrom(region, expression, source)) return false;
  const paths = new Set(
    [expression, ...source.tree.within(expression)]
      .map(pathOf)
      .filter((path) => path !== '' && path !== 'this'),
  );
  const isChanged = source.tree.within(region).some((node) => {
    if (
      node.type === 'AssignmentExpression' ||
      node.type === 'UpdateExpression' ||
      (node.type === 'UnaryExpression' && node.operator === 'delete')
    ) {
      const target = node.type === 'AssignmentExpression' ? node.left : node.argument;
      const object = target.type === 'MemberExpression' ? pathOf(target.object) : '';
      return paths.has(pathOf(target)) || paths.has(object);
    }
    return false;
  });
  if (isChanged) return false;
  return !source.calls.some(
    ({ node, name, object }) =>
      object !== null &&
      CHANGING.test(name) &&
      paths.has(pathOf(object)) &&
      source.tree.holds(region, node) &&
      !source.tree.holds(expression, node),
  );
}
