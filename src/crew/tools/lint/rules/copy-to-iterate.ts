// A list made only for a method that makes the next list from it.
import { bare, pathOf, type Call } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const copyToIterate: Rule = {
  id: 'copy-to-iterate',
  category: 'extra_iteration',
  alsoCategories: ['redundant_copy'],
  cost: 'one more list and one more walk',
  severity: 'low',
  confidence: 'medium',
  why: 'The first list is made, walked once and thrown away.',
  mend: 'Use `Array.from(values, step)`, `flatMap`, or one loop over what is iterable.',
  bad: `export const names = (users: Set<User>) => Array.from(users).map((user) => user.name);`,
  good: `export const names = (users: Set<User>) => Array.from(users, (user) => user.name);`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args: [step] }) => {
      if (object === null) return [];
      const inner = bare(object);
      const made = source.calls.find((call) => call.node === inner);
      const isFrom = pathOf(made?.callee ?? node) === 'Array.from' && made?.args.length === 1;
      const isSpread =
        inner.type === 'ArrayExpression' &&
        inner.elements.length === 1 &&
        inner.elements[0]?.type === 'SpreadElement';
      if ((isFrom || isSpread) && /^(map|forEach)$/.test(name) && isInlineFunction(step))
        return [{ node, message: `A list is copied only to be walked by ${name}.` }];
      const isAsked =
        /^(includes|indexOf)$/.test(name) && isMap(made) && step !== undefined && !isInlineFunction(step);
      if (isAsked) return [{ node, message: `A list is made only to be asked ${name}.` }];
      const isFlat = name === 'flat' && step === undefined && isMap(made);
      return isFlat ? [{ node, message: 'A list of lists is made only to be made flat.' }] : [];
    }),
};

function isMap(call: Call | undefined): boolean {
  return call?.name === 'map' && isInlineFunction(call.args[0]);
}
