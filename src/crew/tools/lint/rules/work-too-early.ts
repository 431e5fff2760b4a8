// Work done before it is known whether anybody needs its result.
import type { Node } from '@babel/types';
import { bare, type Call, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import { useOf } from '../needed.ts';
import type { Hit, Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { wordsOf } from '../words.ts';

const WALKS = /^(map|filter|flatMap|reduce|toSorted)$/;
const NUMBERS = /^parse(Int|Float|Bool|ToBool|Number)/;
/** Names of what is worked out, not done. */
const ASKS =
  /^(parse|compute|calculate|normali[sz]e|collect|stringify|serialize|hash|prettify|print|render|escape|unescape|encode|decode|measure|search|traverse)$/;
const READS = /^(get|find|load|read|fetch|query|count|list)$/;
const QUICK = /^get$/;

export const workTooEarly: Rule = {
  id: 'work-too-early',
  category: 'extra_work',
  cost: 'the work, on paths that throw it away',
  severity: 'low',
  confidence: 'medium',
  why: 'A path through the function leaves, or takes another branch, without reading the result.',
  mend: 'Compute it where it is read: after the early return, or in the branch that needs it.',
  bad: `export function label(node, options) {
    const parts = parseParts(node.text);
    if (options.isPlain) return node.text;
    return parts.map((part) => part.name).join();
  }`,
  good: `export function label(node, options) {
    if (options.isPlain) return node.text;
    const parts = parseParts(node.text);
    return parts.map((part) => part.name).join();
  }`,
  check: (source) =>
    source.scopes.bindings.flatMap((binding): readonly Hit[] => {
      const { declaration, init, references, writes, identifier } = binding;
      if (
        declaration.type !== 'VariableDeclarator' ||
        init === null ||
        writes.length > 0 ||
        references.length === 0
      )
        return [];
      const statement = source.tree.parent(declaration);
      const block = statement === null ? null : source.tree.parent(statement);
      if (statement === null || block?.type !== 'BlockStatement' || source.functionOf(block) === null)
        return [];
      const call = callOf(init, source);
      const confidence = call === null ? null : confidenceOf(call, init.type === 'AwaitExpression');
      if (confidence === null) return [];
      if (references.some((reference) => source.tree.holds(statement, reference))) return [];
      const rest = block.body.slice(block.body.findIndex((at) => at === statement) + 1);
      const use = useOf(rest, references, source.tree);
      if (use === 'always') return [];
      return [
        {
          node: declaration,
          confidence,
          message: `\`${identifier.name}\` is computed, but ${use === 'perhaps' ? 'only a branch reads it' : 'the function may leave before it is read'}.`,
        },
      ];
    }),
};
function callOf(init: Node, { callAt }: Source): Call | null {
  const made = bare(init.type === 'AwaitExpression' ? init.argument : init);
  return callAt(made) ?? null;
}

/** Null for what may do more than answer, or is too quick to speak of. */
function confidenceOf(
  { name, isNew, object, callee, args }: Call,
  isAwaited: boolean,
): 'medium' | 'low' | null {
  if (isNew || name === '') return null;
  const [verb = ''] = wordsOf(name);
  if (NUMBERS.test(name)) return null;
  const isWalk = object !== null && WALKS.test(name) && args.some((arg) => isInlineFunction(arg));
  const isWhole = /^(JSON\.(parse|stringify)|Object\.(keys|values|entries))$/.test(pathOf(callee));
  if (isWalk || isWhole || ASKS.test(verb)) return 'medium';
  if (isAwaited && READS.test(verb)) return 'medium';
  return READS.test(verb) && args.length > 0 && !QUICK.test(name) ? 'low' : null;
}
