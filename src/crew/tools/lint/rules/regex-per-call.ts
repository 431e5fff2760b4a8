// A regular expression with a constant pattern built from a string at each call.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import { isFrom } from '../invariance.ts';

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
      if (pathOf(callee) !== 'RegExp' || args.length === 0 || source.repeats(node).length > 0) return [];
      const outermost = source.tree
        .ancestors(node)
        .findLast((at) => at === source.functionOf(at) || /Function|Method$/.test(at.type));
      if (
        outermost === undefined ||
        !args.every((arg) => isFrom(outermost, arg, source) && !/\bthis\b|\(/.test(source.textOf(arg)))
      )
        return [];
      // A copy of a pattern has a place of its own in the text, which is what it is made for.
      const [pattern] = args;
      const isCopy =
        pattern?.type === 'RegExpLiteral' ||
        (pattern?.type === 'Identifier' && source.scopes.resolve(pattern)?.init?.type === 'RegExpLiteral');
      return isCopy ? [] : [{ node, message: 'A constant pattern is compiled at each call.' }];
    }),
};
