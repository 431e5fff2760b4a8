// Whether two places belong to branches of which only one runs.
import type { Node } from '@babel/types';
import type { Source } from './source.ts';

export function areApart(first: Node, second: Node, { tree }: Source): boolean {
  const chain = tree.ancestors(first);
  const shared = chain.find((at) => tree.holds(at, second));
  if (shared === undefined) return true;
  // What is asked in the test is known in both branches.
  if (shared.type === 'IfStatement' || shared.type === 'ConditionalExpression')
    return shared.test !== first && !tree.holds(shared.test, first);
  if (shared.type === 'SwitchStatement') return !tree.holds(shared.discriminant, first);
  if (shared.type === 'TryStatement')
    return !tree.holds(shared.block, first) || !tree.holds(shared.block, second);
  // What a branch asks, what follows it does not know.
  const below = chain.slice(0, chain.indexOf(shared));
  return below.some(
    (at) =>
      /^(SwitchCase|CatchClause)$/.test(at.type) ||
      ((at.type === 'IfStatement' || at.type === 'ConditionalExpression') && !tree.holds(at.test, first)) ||
      (at.type === 'LogicalExpression' && tree.holds(at.right, first)),
  );
}
