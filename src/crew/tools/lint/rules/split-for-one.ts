// A text cut into a whole list for one of its parts.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const splitForOne: Rule = {
  id: 'split-for-one',
  category: 'micro_string',
  cost: 'a list and a text per part, for one part',
  severity: 'low',
  confidence: 'medium',
  why: 'All parts are cut out and put into a list although one of them is read.',
  mend: 'Find the separator by indexOf or lastIndexOf and cut the one part out by slice.',
  bad: `export function extension(name) { return name.split('.').pop(); }`,
  good: `export function extension(name) { return name.slice(name.lastIndexOf('.') + 1); }`,
  check: (source) => {
    const isSplit = (node: (typeof source.tree.nodes)[number]): boolean => {
      const call = bare(node);
      return source.calls.some(
        (known) =>
          known.node === call &&
          known.name === 'split' &&
          known.args.length === 1 &&
          known.args[0]?.type === 'StringLiteral' &&
          known.args[0].value !== '',
      );
    };
    const message = 'A text is split into a list for one of its parts.';
    const popped = source.calls.flatMap(({ node, name, object, args }) =>
      object !== null &&
      /^(pop|shift|at)$/.test(name) &&
      args.length === Number(name === 'at') &&
      isSplit(object)
        ? [{ node, message }]
        : [],
    );
    const indexed = source.tree.of('MemberExpression').flatMap((node) => {
      const isOne = node.computed && node.property.type === 'NumericLiteral' && node.property.value === 0;
      return isOne && isSplit(node.object) ? [{ node, message }] : [];
    });
    return [...popped, ...indexed].filter(({ node }) => source.functionOf(node) !== null);
  },
};
