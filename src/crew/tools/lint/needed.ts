// Whether a value is needed on every path through the statements after it, or whether some path leaves without it.
import type { Node } from '@babel/types';
import { isFunction } from './functions.ts';
import type { Tree } from './tree.ts';

type Use = 'always' | 'perhaps' | 'left before';

/** Reads the statements in order; what a callback does, a loop or a switch, counts as done. */
export function useOf(statements: readonly Node[], uses: readonly Node[], tree: Tree): Use {
  for (const statement of statements) {
    if (isNeededBy(statement, uses, tree)) return 'always';
    if (leaves(statement)) return 'left before';
  }
  return 'perhaps';
}

/** Each path through the node reads it. */
function isNeededBy(node: Node | null | undefined, uses: readonly Node[], tree: Tree): boolean {
  if (node === null || node === undefined) return false;
  if (uses.includes(node)) return true;
  const inside = uses.filter((use) => tree.holds(node, use));
  if (inside.length === 0) return false;
  const isNeeded = (part: Node | null | undefined): boolean => isNeededBy(part, inside, tree);
  // A test that may be settled by its first half was still meant to read both.
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression')
    return (
      inside.some((use) => use === node.test || tree.holds(node.test, use)) ||
      (isNeeded(node.consequent) && isNeeded(node.alternate))
    );
  if (node.type === 'LogicalExpression') return isNeeded(node.left);
  if (node.type === 'OptionalCallExpression' && node.optional) return isNeeded(node.callee);
  if (node.type === 'BlockStatement') return useOf(node.body, inside, tree) === 'always';
  if (node.type === 'TryStatement') return isNeeded(node.block) || isNeeded(node.finalizer);
  const isTaken = isFunction(node) || /^(For|While|DoWhile|Switch)/.test(node.type);
  return isTaken || partsOf(node, inside, tree).some(isNeeded);
}

/** What stands directly below the node and holds one of the uses. */
function partsOf(node: Node, uses: readonly Node[], tree: Tree): readonly Node[] {
  return uses.flatMap((use) => {
    const chain = [use, ...tree.ancestors(use)];
    return chain[chain.indexOf(node) - 1] ?? [];
  });
}

/** `if (…) return;`: an error that is thrown is no way to leave. */
function leaves(statement: Node): boolean {
  if (statement.type !== 'IfStatement') return false;
  const { consequent } = statement;
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return last !== undefined && /^(Return|Continue|Break)Statement$/.test(last.type);
}
