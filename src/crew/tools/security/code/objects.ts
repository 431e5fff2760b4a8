// Options written out as an object: their values by name, and the name a value is given.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import type { Source } from '../../lint/source.ts';

export function optionOf(object: Node | undefined, name: string): Node | null {
  if (object?.type !== 'ObjectExpression') return null;
  for (const property of object.properties)
    if (property.type === 'ObjectProperty' && keyOf(property.key) === name) return bare(property.value);
  return null;
}

/** True where all that is said stands there: no spread that could say more. */
export function isWrittenOut(object: Node): boolean {
  return (
    object.type === 'ObjectExpression' && object.properties.every(({ type }) => type !== 'SpreadElement')
  );
}

export function keyOf(key: Node): string {
  return key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '';
}

export function isTrue(node: Node | null): boolean {
  return node?.type === 'BooleanLiteral' && node.value;
}

export function isFalse(node: Node | null): boolean {
  return node?.type === 'BooleanLiteral' && !node.value;
}

/** The name that a value gets: of the variable, the property, or the function that returns it; the nearest first. */
export function namesAround(node: Node, { tree }: Source): readonly string[] {
  return tree.ancestors(node).flatMap((at) => {
    if (at.type === 'VariableDeclarator') return at.id.type === 'Identifier' ? [at.id.name] : [];
    if (at.type === 'AssignmentExpression') return [pathOf(at.left).split('.').at(-1) ?? ''];
    if (at.type === 'ObjectProperty' || at.type === 'ClassProperty') return [keyOf(at.key)];
    if (at.type === 'FunctionDeclaration') return at.id ? [at.id.name] : [];
    return at.type === 'ClassMethod' || at.type === 'ObjectMethod' ? [keyOf(at.key)] : [];
  });
}
