// Whether something is an Array for sure, and not a string, a typed array or a collection of somebody's own.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../tools/lint/calls.ts';
import type { Source } from '../tools/lint/source.ts';
import { isGlobal, isString } from './constants.ts';

const KEEPS = /^(filter|map|flatMap|slice|concat|toSorted|toReversed|sort|reverse)$/;

export function isSurelyList(expression: Node, code: Source): boolean {
  const node = bare(expression);
  if (node.type === 'ArrayExpression') return true;
  if (node.type === 'CallExpression') return makesList(node.callee, code);
  if (node.type !== 'Identifier') return false;
  const binding = code.scopes.resolve(node);
  if (binding === null || binding.writes.length > 0) return false;
  if (code.tree.parent(binding.identifier)?.type === 'RestElement')
    return isRestOfList(binding.identifier, code);
  const { typeAnnotation } = binding.identifier;
  if (typeAnnotation) return /^:\s*(?:readonly\s+)?[\w.]+\[\]$/.test(code.textOf(typeAnnotation));
  return binding.init !== null && isSurelyList(binding.init, code);
}

/** `...names` of parameters or of a list, not of an object. */
function isRestOfList(identifier: Node, { tree }: Source): boolean {
  const rest = tree.parent(identifier);
  const holder = rest === null ? null : tree.parent(rest);
  return holder !== null && holder.type !== 'ObjectPattern';
}

function makesList(called: Node, code: Source): boolean {
  const callee = bare(called);
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
    return false;
  const { object, property } = callee;
  const path = pathOf(callee);
  if (/^Object\.(keys|values|entries)$/.test(path)) return isGlobal(object, 'Object', code);
  if (/^Array\.(from|of)$/.test(path)) return isGlobal(object, 'Array', code);
  if (property.name === 'split') return isString(object, code);
  return KEEPS.test(property.name) && isSurelyList(object, code);
}
