// What a value is made of, where the syntax alone says so: the sides of a concatenation, the entries of a list, either branch.
import type { Node } from '@babel/types';

type Part = Node | null | undefined;

/** Null where only names, members or calls can tell. Empty where the result is a number or a truth value whatever goes in. */
export function partsOf(node: Node): readonly Part[] | null {
  if (node.type === 'TemplateLiteral') return node.expressions;
  if (node.type.endsWith('Literal')) return [];
  if (node.type === 'UnaryExpression' || node.type === 'UpdateExpression') return [];
  if (node.type === 'MetaProperty') return [];
  if (node.type === 'BinaryExpression') return node.operator === '+' ? [node.left, node.right] : [];
  if (node.type === 'LogicalExpression') return [node.left, node.right];
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate];
  if (node.type === 'SequenceExpression') return node.expressions.slice(-1);
  if (node.type === 'AwaitExpression' || node.type === 'SpreadElement') return [node.argument];
  if (node.type === 'ArrayExpression') return node.elements;
  if (node.type === 'AssignmentExpression') return [node.right];
  if (node.type !== 'ObjectExpression') return null;
  return node.properties.map((property) => {
    if (property.type === 'SpreadElement') return property.argument;
    return property.type === 'ObjectProperty' ? property.value : null;
  });
}
