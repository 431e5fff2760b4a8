// Whether something is surely a list: by its type, by how it was made, or by how it is used elsewhere.
import type { Identifier, Node } from '@babel/types';
import { bare, pathOf } from './calls.ts';
import { isFunction } from './functions.ts';
import type { Source } from './source.ts';

const MAKES_LIST =
  /^(map|filter|flatMap|flat|concat|split|keys|values|entries|from|of|sort|toSorted|reverse|toReversed|findAll|findMany|readdirSync|readdir|getOwnPropertyNames)$/;
const LIST_TYPE = /^(readonly\s+.+\[\]|.+\[\]|(Readonly)?Array<.+>|\[.*\])$/s;
const USED_AS_LIST = /^(push|map|filter|forEach|reduce|flatMap|every|unshift|splice|sort)$/;

export function isList(expression: Node, source: Source): boolean {
  const node = bare(expression);
  if (node.type === 'ArrayExpression') return true;
  if (node.type === 'AwaitExpression') return isList(node.argument, source);
  if (node.type === 'LogicalExpression') return isList(node.left, source) || isList(node.right, source);
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression')
    return makesList(node.callee) || givesList(bare(node.callee), source);
  if (node.type === 'Identifier') return isNamedList(node, source);
  return isUsedAsList(pathOf(node), source) || isListMember(node, source);
}

function makesList(called: Node): boolean {
  const callee = bare(called);
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return false;
  const { property, object } = callee;
  return (
    property.type === 'Identifier' && MAKES_LIST.test(property.name) && !/^(Map|Set)$/.test(pathOf(object))
  );
}

/** A function of this file that says it returns a list, or returns one made there. */
function givesList(callee: Node, source: Source): boolean {
  const binding = callee.type === 'Identifier' ? source.scopes.resolve(callee) : null;
  const made = binding?.declaration.type === 'FunctionDeclaration' ? binding.declaration : binding?.init;
  if (!made || !isFunction(made) || made.async || made.generator === true) return false;
  if (made.returnType) return LIST_TYPE.test(plainType(made.returnType, source));
  const body = bare(made.body);
  return body.type === 'ArrayExpression' || (body.type === 'CallExpression' && makesList(body.callee));
}

/** A field whose name this file declares with types of lists only. */
function isListMember(node: Node, source: Source): boolean {
  const isMember = node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
  if (!isMember || node.computed || node.property.type !== 'Identifier') return false;
  const { name } = node.property;
  const declared = [...source.tree.of('TSPropertySignature'), ...source.tree.of('ClassProperty')].filter(
    ({ key, computed }) => key.type === 'Identifier' && key.name === name && computed !== true,
  );
  return (
    declared.length > 0 &&
    declared.every(
      ({ typeAnnotation }) => typeAnnotation != null && LIST_TYPE.test(plainType(typeAnnotation, source)),
    )
  );
}

function isNamedList(node: Identifier, source: Source): boolean {
  const binding = source.scopes.resolve(node);
  if (binding === null) return isUsedAsList(node.name, source);
  const annotation = typeOf(binding.identifier, source);
  if (annotation !== '') return LIST_TYPE.test(annotation);
  const isMadeAsList = binding.init !== null && binding.init !== node && isList(binding.init, source);
  return isMadeAsList || isUsedAsList(node.name, source);
}

/** What is written behind the colon. */
function typeOf(identifier: Node, source: Source): string {
  if (identifier.type !== 'Identifier' || !identifier.typeAnnotation) return '';
  return plainType(identifier.typeAnnotation, source);
}

function plainType(annotation: Node, { textOf }: Source): string {
  return textOf(annotation)
    .replace(/^\s*:\s*/, '')
    .replace(/\s*\|\s*(undefined|null)/g, '')
    .trim();
}

function isUsedAsList(path: string, { calls, tree }: Source): boolean {
  if (path === '') return false;
  return (
    calls.some(
      ({ name, object, args }) =>
        object !== null &&
        USED_AS_LIST.test(name) &&
        pathOf(object) === path &&
        (args[0] === undefined || name === 'push' || isFunction(args[0])),
    ) || tree.of('ForOfStatement').some(({ right }) => pathOf(right) === path)
  );
}
