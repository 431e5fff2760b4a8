// `for … in` over a list: keys as text, the prototype's too.
import { isList } from '../arrays.ts';
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const forInArray: Rule = {
  id: 'for-in-array',
  category: 'extra_iteration',
  cost: 'a text per index, several times the time',
  severity: 'low',
  confidence: 'high',
  why: '`for … in` lists all keys as texts, looks along the prototypes, and cannot run as a plain indexed loop.',
  mend: 'Use `for … of`, or `entries()` where the index is needed.',
  bad: `function total(prices: number[]) { let sum = 0; for (const index in prices) sum += prices[index]; return sum; }`,
  good: `function total(prices: number[]) { let sum = 0; for (const price of prices) sum += price; return sum; }`,
  check: (source) =>
    source.tree.of('ForInStatement').flatMap((node) => {
      const list = bare(node.right);
      const binding = list.type === 'Identifier' ? source.scopes.resolve(list) : null;
      const isSure =
        binding !== null &&
        (binding.identifier.typeAnnotation != null || binding.init?.type === 'ArrayExpression') &&
        isList(list, source);
      return isSure
        ? [{ node, message: `\`${source.textOf(list)}\` is a list; its indexes are walked as texts.` }]
        : [];
    }),
};
