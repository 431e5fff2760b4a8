// A text cut into a whole list for one of its parts.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const splitForOne: Rule = {
  id: 'split-for-one',
  category: 'micro_string',
  alsoCategories: ['micro_alloc'],
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
    const walked = source.calls.flatMap(({ node, name, object, args: [step] }) => {
      const call = object === null ? null : source.callAt(object);
      const [by] = call?.args ?? [];
      if (call?.name !== 'split' || by?.type !== 'StringLiteral') return [];
      if (by.value === '' && /^(forEach|map|reduce|every|some|filter)$/.test(name) && step !== undefined)
        return [{ node, message: 'A text is made a list of its characters to be walked.' }];
      return name === 'join' && by.value !== '' && step?.type === 'StringLiteral' && step.value !== by.value
        ? [
            {
              node,
              message: 'A text is split and joined to replace a part of it.',
              confidence: 'low' as const,
            },
          ]
        : [];
    });
    const message = 'A text is split into a list for one of its parts.';
    const popped = source.calls.flatMap(({ node, name, object, args }) =>
      object !== null &&
      /^(pop|shift|at)$/.test(name) &&
      args.length === Number(name === 'at') &&
      isSplit(object)
        ? [{ node, message }]
        : [],
    );
    const some = source.calls.flatMap(({ node, name, object, args: [from, to] }) =>
      object !== null &&
      name === 'slice' &&
      from?.type === 'NumericLiteral' &&
      from.value === 0 &&
      to?.type === 'NumericLiteral' &&
      isSplit(object)
        ? [{ node, message: `A text is split whole for its first ${to.value} parts.` }]
        : [],
    );
    const rejoined = source.tree.of('VariableDeclarator').flatMap((node) => {
      if (
        node.id.type !== 'ArrayPattern' ||
        node.id.elements.length !== 2 ||
        !node.init ||
        !isSplit(node.init)
      )
        return [];
      const [, rest] = node.id.elements;
      const name = rest?.type === 'RestElement' && rest.argument.type === 'Identifier' ? rest.argument : null;
      const binding =
        name === null ? undefined : source.scopes.bindings.find(({ identifier }) => identifier === name);
      const isJoined =
        binding !== undefined &&
        binding.references.length === 1 &&
        source.calls.some(
          ({ name: method, object }) => method === 'join' && object === binding.references[0],
        );
      return isJoined
        ? [{ node, message: 'A text is split whole and joined again behind its first part.' }]
        : [];
    });
    const indexed = source.tree.of('MemberExpression').flatMap((node) => {
      const isOne = node.computed && node.property.type === 'NumericLiteral' && node.property.value === 0;
      return isOne && isSplit(node.object) ? [{ node, message }] : [];
    });
    return [...walked, ...popped, ...some, ...rejoined, ...indexed].filter(
      ({ node }) => source.functionOf(node) !== null,
    );
  },
};
