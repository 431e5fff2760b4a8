// What an expression surely is without running anything: plain values, and lists and objects of them.
import type { Node } from '@babel/types';
import { bare } from '../tools/lint/calls.ts';
import type { Source } from '../tools/lint/source.ts';

export type Constant =
  | string
  | number
  | boolean
  | null
  | readonly Constant[]
  | { readonly [key: string]: Constant };

/** Undefined where it is not written out. */
export function constantOf(node: Node): Constant | undefined {
  if (node.type === 'StringLiteral' || node.type === 'NumericLiteral' || node.type === 'BooleanLiteral')
    return node.value;
  if (node.type === 'NullLiteral') return null;
  if (node.type === 'TemplateLiteral')
    return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
  if (node.type === 'UnaryExpression')
    return node.operator === '-' && node.argument.type === 'NumericLiteral'
      ? -node.argument.value
      : undefined;
  if (node.type === 'ArrayExpression') return listOf(node.elements);
  return node.type === 'ObjectExpression' ? objectOf(node.properties) : undefined;
}

function listOf(elements: readonly (Node | null)[]): Constant | undefined {
  const values: Constant[] = [];
  for (const element of elements) {
    const value = element === null ? undefined : constantOf(element);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** Names that are not computed; `__proto__` is no property. */
function objectOf(properties: readonly Node[]): Constant | undefined {
  const entries: [string, Constant][] = [];
  for (const property of properties) {
    if (property.type !== 'ObjectProperty' || property.computed || property.shorthand) return undefined;
    const { key } = property;
    const name =
      key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '__proto__';
    const value = constantOf(property.value);
    if (name === '__proto__' || value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

export function isPlain(value: Constant | undefined): value is string | number | boolean | null {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

/** A name that nothing in this file declares. */
export function isGlobal(node: Node, name: string, { scopes }: Source): boolean {
  return node.type === 'Identifier' && node.name === name && scopes.resolve(node) === null;
}

const STRING_METHODS =
  /^(toLowerCase|toUpperCase|trim|trimStart|trimEnd|padStart|padEnd|normalize|replace|replaceAll|repeat|slice|substring)$/;

/** Surely a string: by how it is written, how it was made or, in TypeScript, by its type. */
export function isString(expression: Node, code: Source): boolean {
  const node = bare(expression);
  if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') return true;
  if (node.type === 'BinaryExpression')
    return node.operator === '+' && (isString(node.left, code) || isString(node.right, code));
  if (node.type === 'CallExpression') {
    const callee = bare(node.callee);
    if (isGlobal(callee, 'String', code)) return true;
    return (
      callee.type === 'MemberExpression' &&
      callee.property.type === 'Identifier' &&
      !callee.computed &&
      STRING_METHODS.test(callee.property.name) &&
      isString(callee.object, code)
    );
  }
  if (node.type !== 'Identifier') return false;
  const binding = code.scopes.resolve(node);
  if (binding === null) return false;
  if (binding.kind === 'const' && binding.init !== null) return isString(binding.init, code);
  const { typeAnnotation } = binding.identifier;
  return typeAnnotation ? /^:\s*string$/.test(code.textOf(typeAnnotation)) : false;
}
