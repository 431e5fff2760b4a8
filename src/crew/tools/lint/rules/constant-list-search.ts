// A long constant list searched at each call: it could be a Set.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';
import { isConstant } from './constant-set-per-call.ts';

const LONG = 9;

export const constantListSearch: Rule = {
  id: 'constant-list-search',
  category: 'linear_lookup_per_call',
  cost: 'O(n) a call',
  severity: 'low',
  confidence: 'low',
  why: 'Each call walks the list, to its end where the answer is no.',
  mend: 'Make the constant a Set and ask `has`.',
  bad: `const WORDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  export function isWord(text) { return WORDS.includes(text); }`,
  good: `const WORDS = new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
  export function isWord(text) { return WORDS.has(text); }`,
  check: ({ calls, scopes, functionOf }) =>
    calls.flatMap(({ node, name, object, args }) => {
      if (object?.type !== 'Identifier' || !/^(includes|indexOf)$/.test(name) || args.length === 0) return [];
      const binding = scopes.resolve(object);
      const list = binding?.init == null ? null : bare(binding.init);
      const isLong =
        binding?.scope.type === 'Program' &&
        list?.type === 'ArrayExpression' &&
        list.elements.length >= LONG &&
        isConstant(list);
      return isLong && functionOf(node) !== null
        ? [{ node, message: `${list.elements.length} constants are walked to find one.` }]
        : [];
    }),
};
