// A regular expression with a constant pattern built from a string at each call.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import { isFunction } from '../functions.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const regexPerCall: Rule = {
  id: 'regex-per-call',
  category: 'regex_in_hot_path',
  alsoCategories: ['hoist_invariant'],
  cost: 'one compilation per call',
  severity: 'low',
  confidence: 'high',
  why: 'The pattern never differs, but is parsed and compiled at each call.',
  mend: 'Move it to a constant of the module.',
  bad: `const WORD = 'a+';
  export function isWord(text: string) { return new RegExp('^' + WORD + '$').test(text); }`,
  good: `const WORD = new RegExp('^a+$');
  export function isWord(text: string) { return WORD.test(text); }`,
  check: (source) =>
    source.calls.flatMap(({ node, callee, args }) => {
      if (pathOf(callee) !== 'RegExp' || args.length === 0 || source.turns(node).length > 0) return [];
      const owner = source.functionOf(node);
      // Where it is the same for the outermost function it could be a constant, else it could be made where the inner one is.
      const isSame = owner !== null && args.every((arg) => isKept(arg, owner, source));
      const isInner = owner !== null && source.functionOf(owner) !== null;
      if (!isSame || (isInner && !isKeptFor(owner, source) && !isConstantFor(args, owner, source))) return [];
      // A copy of a pattern has a place of its own in the text, which is what it is made for.
      const [pattern] = args;
      const isCopy =
        pattern?.type === 'RegExpLiteral' ||
        (pattern?.type === 'Identifier' && source.scopes.resolve(pattern)?.init?.type === 'RegExpLiteral');
      return isCopy ? [] : [{ node, message: 'The same pattern is compiled at each call.' }];
    }),
};

/** Made of what is declared outside of the function, by nothing more than escapes of it. */
function isKept(arg: Node, owner: Node, source: Source): boolean {
  const parts = [arg, ...source.tree.within(arg)];
  return (
    isFrom(owner, arg, source) &&
    parts.every(
      (at) =>
        at.type !== 'ThisExpression' &&
        at.type !== 'NewExpression' &&
        (at.type !== 'CallExpression' || /escape/i.test(pathOf(at.callee))),
    )
  );
}

/** Given back, kept in a field or given to a call that is no loop: it will be called later, and often. */
function isKeptFor(owner: Node, { tree }: Source): boolean {
  const holder = tree.parent(owner);
  return (
    holder?.type === 'ReturnStatement' || holder?.type === 'ObjectProperty' || owner.type === 'ObjectMethod'
  );
}

function isConstantFor(args: readonly Node[], owner: Node, source: Source): boolean {
  const outermost = source.tree.ancestors(owner).findLast((at) => isFunction(at)) ?? owner;
  return args.every((arg) => isKept(arg, outermost, source));
}
