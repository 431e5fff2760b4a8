// How deep loops stand in loops, and statements in statements, callbacks of lists counted as the loops they are.
import type { Node } from '@babel/types';
import type { FunctionNode } from '../lint/functions.ts';
import type { Source } from '../lint/source.ts';

const NESTS = /^(If|For|ForIn|ForOf|While|DoWhile|Switch|Try)Statement$/;
const LOOPS = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;

export function nestingOf(
  fn: FunctionNode,
  source: Source,
): { readonly loopNesting: number; readonly nesting: number } {
  let loopNesting = 0;
  let nesting = 0;
  for (const node of source.tree.within(fn)) {
    const around = source.tree.ancestors(node);
    const inside = around.slice(0, around.indexOf(fn));
    if (NESTS.test(node.type))
      nesting = Math.max(nesting, 1 + inside.filter((at) => nests(at, around)).length);
    const repeats = source.repeats(node).filter((one) => one.node !== fn && source.tree.holds(fn, one.node));
    const own = LOOPS.test(node.type) ? 0 : repeats.length;
    loopNesting = Math.max(loopNesting, own);
  }
  return { loopNesting, nesting };
}

/** `else if` is no deeper than its `if`. */
function nests(at: Node, around: readonly Node[]): boolean {
  if (!NESTS.test(at.type)) return false;
  const parent = around[around.indexOf(at) + 1];
  return !(at.type === 'IfStatement' && parent?.type === 'IfStatement' && parent.alternate === at);
}
