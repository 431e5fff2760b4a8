// The same thing awaited in each callback of a list.
import { bare, pathOf } from '../calls.ts';
import { isInvariant } from '../invariance.ts';
import type { Rule } from '../rule.ts';

const READS = /^(get|fetch|load|read|find|list|count|query|lookup)([A-Z]\w*)?$/;

export const awaitInvariant: Rule = {
  id: 'await-invariant',
  category: 'hoist_invariant',
  alsoCategories: ['repeated_call'],
  cost: 'the read times the turns',
  severity: 'medium',
  confidence: 'high',
  why: 'Each turn asks for what the first already knows.',
  mend: 'Await it once before the loop.',
  bad: `async function resolveAll(names: string[]) {
    return await Promise.all(names.map(async (name) => join(await getRoot('project'), name)));
  }`,
  good: `async function resolveAll(names: string[]) {
    const root = await getRoot('project');
    return names.map((name) => join(root, name));
  }`,
  check: (source) =>
    source.tree.of('AwaitExpression').flatMap((node) => {
      const [repeat] = source.repeats(node);
      const call = bare(node.argument);
      if (
        repeat === undefined ||
        call.type !== 'CallExpression' ||
        repeat.node.type === 'WhileStatement' ||
        repeat.node.type === 'DoWhileStatement'
      )
        return [];
      const path = pathOf(call.callee);
      const isRead =
        READS.test(path.split('.').at(-1) ?? '') &&
        call.arguments.every(
          ({ type }) => type === 'StringLiteral' || type === 'Identifier' || type === 'MemberExpression',
        );
      return isRead && isInvariant(repeat.node, call, source)
        ? [{ node, message: `\`${path}\` is asked for the same thing in each turn.` }]
        : [];
    }),
};
