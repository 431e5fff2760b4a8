// A function made to be asked again and again that walks a list each time: the list could be a Set where the function is made.
import { isList } from '../arrays.ts';
import { bare } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';

/** Constants written out, fewer of which are walked as quickly as a Set answers. */
const FEW = 5;

export const closureSearch: Rule = {
  id: 'closure-search',
  category: 'linear_lookup_per_call',
  alsoCategories: ['quadratic_lookup'],
  cost: 'O(n) a call',
  severity: 'medium',
  confidence: 'medium',
  why: 'The function is made once to be called for each thing there is, and each call walks the whole list.',
  mend: 'Make a Set of the list beside the function and ask `has`.',
  bad: `export function keep(config: Config, names: string[]) {
    config.isWanted = (name: string) => names.includes(name);
  }`,
  good: `export function keep(config: Config, names: string[]) {
    const wanted = new Set(names);
    config.isWanted = (name: string) => wanted.has(name);
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args: [sought] }) => {
      const owner = source.functionOf(node);
      if (object === null || sought === undefined || !/^(includes|indexOf)$/.test(name)) return [];
      // Callbacks of lists are told as loops.
      const isAsked =
        isInlineFunction(owner ?? undefined) &&
        owner !== null &&
        source.functionOf(owner) !== null &&
        owner.body.type !== 'BlockStatement' &&
        source.turns(node).length === 0;
      if (!isAsked || !isFrom(owner, object, source) || isFrom(owner, sought, source)) return [];
      const named = object.type === 'Identifier' ? source.scopes.resolve(object)?.init : null;
      const written = bare(named ?? object);
      const isShort = written.type === 'ArrayExpression' && written.elements.length < FEW;
      return isShort || !isList(object, source)
        ? []
        : [{ node, message: `\`${source.textOf(object)}\` is walked at each call of this function.` }];
    }),
};
