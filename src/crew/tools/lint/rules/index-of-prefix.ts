// A whole text searched to know how it begins, or a match made to know whether there is one.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const indexOfPrefix: Rule = {
  id: 'index-of-prefix',
  category: 'micro_string',
  cost: 'O(length) instead of O(prefix)',
  severity: 'low',
  confidence: 'medium',
  why: 'indexOf goes on to the end of the text where the prefix is not there.',
  mend: 'Use startsWith.',
  bad: `export function isLocal(url) { return url.indexOf('file:') === 0; }`,
  good: `export function isLocal(url) { return url.startsWith('file:'); }`,
  check: ({ tree, callAt }) =>
    tree.of('BinaryExpression').flatMap((node) => {
      if (!/^[!=]==?$/.test(node.operator) || node.right.type !== 'NumericLiteral' || node.right.value !== 0)
        return [];
      const call = bare(node.left);
      const search = callAt(call);
      const isSearch =
        search !== undefined &&
        /^(indexOf|search)$/.test(search.name) &&
        search.args.length === 1 &&
        search.args[0]?.type !== 'NumericLiteral';
      return isSearch
        ? [{ node, message: `The whole text is searched by ${search.name} for its prefix.` }]
        : [];
    }),
};
