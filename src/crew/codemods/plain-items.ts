// Whether what a function answers holds nothing that could be changed from outside: then sharing one answer is as good as many.
import type { Node } from '@babel/types';
import { bare } from '../tools/lint/calls.ts';
import { isFunction } from '../tools/lint/functions.ts';
import type { Source } from '../tools/lint/source.ts';
import { isString } from './constants.ts';

/** The expression of every `return` of this function. */
export function returnsOf(made: Node & { readonly body: Node }, code: Source): readonly Node[] {
  if (made.body.type !== 'BlockStatement') return [made.body];
  return code.tree
    .of('ReturnStatement')
    .flatMap((node) => (code.functionOf(node) === made && node.argument ? [node.argument] : []));
}

/** A list, or a Set of one, whose items are strings or numbers. */
export function holdsPlainItems(expression: Node, code: Source): boolean {
  const node = bare(expression);
  if (node.type === 'Identifier') {
    const binding = code.scopes.resolve(node);
    return binding?.kind === 'const' && binding.init !== null && holdsPlainItems(binding.init, code);
  }
  if (node.type === 'ArrayExpression')
    return node.elements.every(
      (element) =>
        element !== null &&
        (element.type === 'SpreadElement'
          ? holdsPlainItems(element.argument, code)
          : isString(element, code) || element.type === 'NumericLiteral'),
    );
  if (node.type === 'NewExpression') {
    const [list] = node.arguments;
    return (
      node.callee.type === 'Identifier' &&
      node.callee.name === 'Set' &&
      list !== undefined &&
      holdsPlainItems(list, code)
    );
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  if (property.type !== 'Identifier') return false;
  if (property.name === 'split') return true;
  if (/^(filter|slice|sort|toSorted|reverse|toReversed)$/.test(property.name))
    return holdsPlainItems(object, code);
  const callback = node.arguments[0];
  if (property.name !== 'map' || callback === undefined || !isFunction(callback)) return false;
  const answers = returnsOf(callback, code);
  return answers.length > 0 && answers.every((answer) => isString(answer, code));
}

/** Every use only reads: none hands it on, changes or compares it. */
export function isOnlyRead(use: Node, { tree, calls }: Source): boolean {
  const parent = tree.parent(use);
  if (parent?.type === 'SpreadElement') return true;
  if (parent?.type === 'ForOfStatement') return parent.right === use;
  if (parent?.type !== 'MemberExpression' || parent.object !== use || parent.computed) return false;
  if (parent.property.type !== 'Identifier') return false;
  const call = calls.find(({ callee }) => callee === parent);
  const above = tree.parent(parent);
  if (call === undefined)
    return (
      /^(size|length)$/.test(parent.property.name) &&
      above?.type !== 'AssignmentExpression' &&
      above?.type !== 'UpdateExpression'
    );
  return /^(has|includes|indexOf|join)$/.test(parent.property.name);
}
