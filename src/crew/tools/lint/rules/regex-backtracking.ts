// Patterns whose matching time grows faster than the text: a repeated group that can match the same text in many ways.
import type { Rule } from '../rule.ts';
import { findBacktracking } from '../backtracking.ts';

export const regexBacktracking: Rule = {
  id: 'regex-backtracking',
  category: 'regex_backtracking',
  cost: 'O(2ⁿ) or O(n²) in the length of the text',
  severity: 'high',
  confidence: 'medium',
  why: 'Where the match fails the engine tries every way to divide the text; a few dozen characters can take seconds.',
  mend: 'Let each character be matched in one way only: a negated class instead of a dot, no quantifier inside of a quantified group.',
  bad: `const LIST = /^(\\w+,?)+$/;
  export const isList = (text: string) => LIST.test(text);`,
  good: `const LIST = /^\\w+(,\\w+)*$/;
  export const isList = (text: string) => LIST.test(text);`,
  check: ({ tree }) =>
    tree.of('RegExpLiteral').flatMap((node) => {
      const found = findBacktracking(node.pattern, node.flags);
      return found === null ? [] : [{ node, message: found }];
    }),
};
