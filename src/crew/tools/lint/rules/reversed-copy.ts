// A list copied and turned round only to be walked from its end.
import type { Node } from '@babel/types';
import { bare } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const reversedCopy: Rule = {
  id: 'reversed-copy',
  category: 'redundant_copy',
  alsoCategories: ['extra_iteration', 'micro_alloc'],
  cost: 'a copy and a walk before the walk',
  severity: 'low',
  confidence: 'medium',
  why: 'The list is copied, the copy is turned round, and both are thrown away after one walk.',
  mend: 'Walk from the end: `for (let at = list.length - 1; at >= 0; at -= 1)`, or reduceRight.',
  bad: `export function undo(steps) { for (const step of [...steps].reverse()) step.undo(); }`,
  good: `export function undo(steps) { for (let at = steps.length - 1; at >= 0; at -= 1) steps[at].undo(); }`,
  check: (source) => {
    const message = 'A list is copied and turned round to be walked from its end.';
    const looped = source.tree
      .of('ForOfStatement')
      .flatMap((node) => (isReversedCopy(walkedBy(node.right, source), source) ? [{ node, message }] : []));
    const walked = source.calls.flatMap(({ node, name, object, args: [step] }) =>
      object !== null && name === 'forEach' && isInlineFunction(step) && isReversedCopy(object, source)
        ? [{ node, message }]
        : [],
    );
    return [...looped, ...walked];
  },
};

/** What a constant that is read once stands for. */
function walkedBy(node: Node, { scopes }: Source): Node {
  const at = bare(node);
  const binding = at.type === 'Identifier' ? scopes.resolve(at) : null;
  return binding?.references.length === 1 && binding.kind === 'const' && binding.init !== null
    ? binding.init
    : at;
}

function isReversedCopy(node: Node, { callAt }: Source): boolean {
  const reversal = callAt(bare(node));
  if (reversal?.name === 'toReversed') return true;
  if (reversal?.name !== 'reverse' || reversal.object === null) return false;
  const { object } = reversal;
  const copy = callAt(object);
  const isCopied =
    copy !== undefined &&
    copy.object !== null &&
    /^(slice|clone|from)$/.test(copy.name) &&
    copy.args.length < 2;
  const isSpread =
    object.type === 'ArrayExpression' &&
    object.elements.length === 1 &&
    object.elements[0]?.type === 'SpreadElement';
  return isSpread || isCopied;
}
