// A table written out where it is looked up, so that all of its values are made for one.
import type { Node } from '@babel/types';
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const MANY = 3;

export const tablePerCall: Rule = {
  id: 'table-per-call',
  category: 'micro_alloc',
  alsoCategories: ['hoist_invariant', 'extra_work'],
  cost: 'an object and each of its values per call, for one of them',
  severity: 'low',
  confidence: 'low',
  why: 'All entries are made, though only the one that is asked for is read.',
  mend: 'Keep the table in a constant of the module, or switch over the key.',
  bad: `export function paint(level, text) {
    const looks = { 1: \`<i>\${text}</i>\`, 2: \`<b>\${text}</b>\`, 3: \`<u>\${text}</u>\` };
    return looks[level];
  }`,
  good: `export function paint(level, text) {
    switch (level) {
      case 1: return \`<i>\${text}</i>\`;
      case 2: return \`<b>\${text}</b>\`;
      default: return \`<u>\${text}</u>\`;
    }
  }`,
  check: (source) =>
    source.tree.of('MemberExpression').flatMap((node) => {
      if (!node.computed || node.property.type.endsWith('Literal') || source.functionOf(node) === null)
        return [];
      const table = tableOf(node.object, source);
      const isLeft = source.tree.parent(node)?.type === 'AssignmentExpression';
      if (table === null || isLeft || source.functionOf(table) !== source.functionOf(node)) return [];
      return [{ node: table, message: 'A table is made at each call for one of its entries.' }];
    }),
};

/** Written out here, or in a constant that nothing else reads. */
function tableOf(node: Node, { scopes }: Source): Node | null {
  const object = bare(node);
  if (object.type === 'ObjectExpression') return isTable(object) ? object : null;
  if (object.type !== 'Identifier') return null;
  const binding = scopes.resolve(object);
  if (binding === null || binding.references.length !== 1 || binding.init === null) return null;
  const init = bare(binding.init);
  return init.type === 'ObjectExpression' && isTable(init) ? init : null;
}

function isTable(node: Node): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.length >= MANY &&
    node.properties.every((property) => property.type === 'ObjectProperty' && !property.computed)
  );
}
