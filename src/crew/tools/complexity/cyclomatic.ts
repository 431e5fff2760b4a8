// Independent paths through a function: decisions plus one, compound conditions counted (McCabe, "A Complexity Measure", IEEE TSE 2 (4), 1976).
import type { Node } from '@babel/types';
import type { FunctionNode } from '../lint/functions.ts';
import type { Source } from '../lint/source.ts';

const DECISION = new Set([
  'IfStatement',
  'ConditionalExpression',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'LogicalExpression',
]);

/** Functions inside are counted by themselves. */
export function cyclomatic(fn: FunctionNode, { tree, functionOf }: Source): number {
  return 1 + tree.within(fn).filter((node) => isDecision(node) && functionOf(node) === fn).length;
}

function isDecision(node: Node): boolean {
  if (node.type === 'SwitchCase') return Boolean(node.test);
  if (node.type === 'AssignmentExpression') return /^(&&|\|\||\?\?)=$/.test(node.operator);
  return DECISION.has(node.type);
}
