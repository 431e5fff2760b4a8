// A list made only for a method that makes the next list from it.
import type { Node } from '@babel/types';
import { bare, pathOf, type Call } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Hit, Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const copyToIterate: Rule = {
  id: 'copy-to-iterate',
  category: 'extra_iteration',
  alsoCategories: ['redundant_copy', 'micro_alloc'],
  cost: 'one more list and one more walk',
  severity: 'low',
  confidence: 'low',
  why: 'The first list is made, walked once and thrown away.',
  mend: 'Use `Array.from(values, step)`, `flatMap`, or one loop over what is iterable.',
  bad: `export const names = (users: Set<User>) => Array.from(users).map((user) => user.name);`,
  good: `export const names = (users: Set<User>) => Array.from(users, (user) => user.name);`,
  check: (source) => [
    ...indexed(source),
    ...source.calls.flatMap(({ node, name, object, args: [step] }) => {
      if (object === null) return [];
      const inner = bare(object);
      const made = source.callAt(inner);
      const isFrom = pathOf(made?.callee ?? node) === 'Array.from' && made?.args.length === 1;
      const isSpread =
        inner.type === 'ArrayExpression' &&
        inner.elements.length === 1 &&
        inner.elements[0]?.type === 'SpreadElement';
      if (
        (isFrom || isSpread) &&
        (/^(map|forEach)$/.test(name) || isStepOfMore(node, name, source)) &&
        isInlineFunction(step)
      )
        return [{ node, message: `A list is copied only to be walked by ${name}.` }];
      const isAsked =
        /^(includes|indexOf)$/.test(name) && isMap(made) && step !== undefined && !isInlineFunction(step);
      if (isAsked) return [{ node, message: `A list is made only to be asked ${name}.` }];
      const isFlat = name === 'flat' && step === undefined && isMap(made);
      return isFlat ? [{ node, message: 'A list of lists is made only to be made flat.' }] : [];
    }),
  ],
};

function isMap(call: Call | undefined): boolean {
  return call?.name === 'map' && isInlineFunction(call.args[0]);
}

/** `[...all].filter(…).map(…)`: one loop would do both. */
function isStepOfMore(node: Node, name: string, { tree, calls }: Source): boolean {
  const member = tree.parent(node);
  const next = member?.type === 'MemberExpression' ? tree.parent(member) : null;
  return (
    name === 'filter' && calls.some((call) => call.node === next && /^(map|filter|forEach)$/.test(call.name))
  );
}

/** `const all = Array.from(source); for (let at = 0; at < all.length; at += 1) step(all[at]);` */
function indexed({ scopes, callAt, tree }: Source): readonly Hit[] {
  return scopes.bindings.flatMap(({ init, references, writes }) => {
    const made = init === null ? undefined : callAt(bare(init));
    const isCopy =
      made !== undefined &&
      pathOf(made.callee) === 'Array.from' &&
      made.args.length === 1 &&
      made.args[0]?.type !== 'ObjectExpression';
    const isWalked = references.every((reference) => {
      const member = tree.parent(reference);
      if (member?.type !== 'MemberExpression' || member.object !== reference) return false;
      const isIndexed = member.computed && member.property.type === 'Identifier';
      const isLength =
        !member.computed && member.property.type === 'Identifier' && member.property.name === 'length';
      return (isIndexed || isLength) && tree.ancestors(member).some(({ type }) => type === 'ForStatement');
    });
    return made !== undefined && isCopy && isWalked && references.length > 1 && writes.length === 0
      ? [{ node: made.node, message: 'What is iterable is copied only to be walked by its index.' }]
      : [];
  });
}
