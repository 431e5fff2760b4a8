// How hard a function is to follow: breaks of the linear flow, dearer the deeper they are nested.
// G. Ann Campbell, "Cognitive Complexity: A new way of measuring understandability", SonarSource white paper 1.7, 2023.
import type { Node } from '@babel/types';
import { isFunction, type FunctionNode } from '../lint/functions.ts';
import type { Source } from '../lint/source.ts';

const LOOP = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;

export function cognitive(fn: FunctionNode, source: Source, isRecursive: boolean): number {
  const own = costOf(fn.body, 0, { withInner: false, source });
  // A function that only declares others is no place to read: each of them is counted by itself.
  const flat = own === 0 ? 0 : costOf(fn.body, 0, { withInner: true, source });
  return flat + (isRecursive ? 1 : 0);
}

interface How {
  /** Whether functions inside count. */
  readonly withInner: boolean;
  readonly source: Source;
}

function costOf(node: Node, nesting: number, how: How): number {
  const { withInner, source } = how;
  const { tree } = source;
  const go = (child: Node | null | undefined, level: number): number =>
    child ? costOf(child, level, how) : 0;
  if (isFunction(node)) return withInner ? go(node.body, nesting + 1) : 0;
  if (node.type === 'IfStatement') return ifCost(node, { nesting, isElse: false, go });
  if (node.type === 'ConditionalExpression')
    return (
      1 +
      nesting +
      go(node.test, nesting) +
      go(node.consequent, nesting + 1) +
      go(node.alternate, nesting + 1)
    );
  const children = childrenOf(node, source);
  if (LOOP.test(node.type)) {
    const body = 'body' in node && !Array.isArray(node.body) ? node.body : null;
    return children.reduce(
      (sum, child) => sum + go(child, child === body ? nesting + 1 : nesting),
      1 + nesting,
    );
  }
  if (node.type === 'SwitchStatement' || node.type === 'CatchClause')
    return children.reduce((sum, child) => sum + go(child, nesting + 1), 1 + nesting);
  const jump = (node.type === 'BreakStatement' || node.type === 'ContinueStatement') && node.label ? 1 : 0;
  const parent = tree.parent(node);
  // A run of like operators is read at once; `??` is a shorthand and free.
  const isRun =
    node.type === 'LogicalExpression' &&
    node.operator !== '??' &&
    !(parent?.type === 'LogicalExpression' && parent.operator === node.operator);
  return children.reduce((sum, child) => sum + go(child, nesting), jump + (isRun ? 1 : 0));
}

function ifCost(
  node: Extract<Node, { type: 'IfStatement' }>,
  at: {
    readonly nesting: number;
    readonly isElse: boolean;
    readonly go: (child: Node, level: number) => number;
  },
): number {
  const { nesting, isElse, go } = at;
  const own = (isElse ? 1 : 1 + nesting) + go(node.test, nesting) + go(node.consequent, nesting + 1);
  if (!node.alternate) return own;
  return node.alternate.type === 'IfStatement'
    ? own + ifCost(node.alternate, { nesting, isElse: true, go })
    : own + 1 + go(node.alternate, nesting + 1);
}

function childrenOf(node: Node, { tree }: Source): readonly Node[] {
  return tree.within(node).filter((one) => tree.parent(one) === node);
}
