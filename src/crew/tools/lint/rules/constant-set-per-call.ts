// A Set or Map of constants made at each call.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const constantSetPerCall: Rule = {
  id: 'constant-set-per-call',
  category: 'hoist_invariant',
  alsoCategories: ['micro_alloc'],
  cost: 'a table built per call, for one look into it',
  severity: 'low',
  confidence: 'medium',
  why: 'Its members never differ, yet all of them are hashed again at each call.',
  mend: 'Move it to a constant of the module.',
  bad: `export function isLocal(host) {
    const local = new Set(['localhost', '127.0.0.1', '::1']);
    return local.has(host);
  }`,
  good: `const LOCAL = new Set(['localhost', '127.0.0.1', '::1']);
  export function isLocal(host) { return LOCAL.has(host); }`,
  check: ({ calls, functionOf, tree }) =>
    calls.flatMap(({ node, isNew, callee, args: [members] }) => {
      const isTable = isNew && /^(Set|Map)$/.test(pathOf(callee)) && members?.type === 'ArrayExpression';
      if (!isTable || functionOf(node) === null || members.elements.length < 2 || !isConstant(members))
        return [];
      // What is changed afterwards is its caller's own.
      const holder = tree.parent(node);
      const name =
        holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : '';
      const isOwn =
        holder?.type === 'ReturnStatement' ||
        holder?.type === 'ObjectProperty' ||
        holder?.type === 'ClassProperty' ||
        holder?.type === 'AssignmentExpression' ||
        calls.some(
          (other) =>
            other.object !== null &&
            name !== '' &&
            pathOf(other.object) === name &&
            /^(add|set|delete|clear)$/.test(other.name),
        );
      return isOwn ? [] : [{ node, message: `A ${pathOf(callee)} of constants is built at each call.` }];
    }),
};

export function isConstant(node: Node | null): boolean {
  if (node === null) return false;
  if (node.type === 'ArrayExpression') return node.elements.every((element) => isConstant(element));
  if (node.type === 'ObjectExpression')
    return node.properties.every(
      (property) => property.type === 'ObjectProperty' && isConstant(property.value),
    );
  if (node.type === 'TemplateLiteral') return node.expressions.length === 0;
  return /^(String|Numeric|Boolean|BigInt|RegExp|Null)Literal$/.test(node.type);
}
