// A list put in order again after each member that is added.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const sortAfterPush: Rule = {
  id: 'sort-after-push',
  category: 'extra_sort',
  cost: 'O(n log n) for each member that is added',
  severity: 'medium',
  confidence: 'medium',
  why: 'Where several members are added, all orders but the last are thrown away.',
  mend: 'Sort when the list is read, or find the place of the new member by a binary search.',
  bad: `export function register(module, importer) {
    module.importers.push(importer);
    module.importers.sort();
  }`,
  good: `export function register(module, importer) { module.importers.push(importer); }
  export const importersOf = (module) => module.importers.toSorted();`,
  check: ({ tree, functionOf, repeats }) =>
    tree.of('BlockStatement').flatMap(({ body }) =>
      body.flatMap((statement, index) => {
        const list = listOf(statement, 'sort');
        const added = listOf(body[index - 1], 'push');
        return list !== '' &&
          list === added &&
          functionOf(statement) !== null &&
          !repeats(statement).some(({ kind }) => kind === 'loop')
          ? [{ node: statement, message: `\`${list}\` is sorted again for the member just added.` }]
          : [];
      }),
    ),
};

/** What the method is called on, where the statement is nothing but that call. */
function listOf(statement: Node | undefined, method: string): string {
  if (statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return '';
  const path = pathOf(statement.expression.callee);
  return path.endsWith(`.${method}`) ? path.slice(0, -method.length - 1) : '';
}
