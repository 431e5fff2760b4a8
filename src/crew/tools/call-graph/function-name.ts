// What a reader would call a function: its own name, what it is assigned to, or where it is written.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../lint/calls.ts';
import { type FunctionNode, isFunction } from '../lint/functions.ts';
import type { Tree } from '../lint/tree.ts';

export function nameOfFunction(node: FunctionNode, tree: Tree): string {
  if (isMethod(node)) return methodName(node, tree);
  if ('id' in node && node.id) return node.id.name;
  const parent = tree.parent(node);
  if (parent === null) return 'anonymous';
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent.type === 'AssignmentExpression')
    return shorten(pathOf(parent.left)) || within(node, 'function', tree);
  if (parent.type === 'AssignmentPattern' && parent.left.type === 'Identifier')
    return within(node, parent.left.name, tree);
  if (parent.type === 'ObjectProperty' || parent.type === 'ClassProperty') return methodName(parent, tree);
  if (parent.type === 'ExportDefaultDeclaration') return 'default';
  if (parent.type === 'ReturnStatement') return within(node, 'returned function', tree);
  if (
    parent.type === 'CallExpression' ||
    parent.type === 'OptionalCallExpression' ||
    parent.type === 'NewExpression'
  ) {
    if (bare(parent.callee) === node) return within(node, 'function called at once', tree);
    const outer = tree.parent(parent);
    // `const save = debounce(() => …)` is called save.
    const isWrapper = parent.callee.type === 'Identifier' && parent.arguments[0] === node;
    if (isWrapper && outer?.type === 'VariableDeclarator' && outer.id.type === 'Identifier')
      return `${outer.id.name} (in ${calleeName(parent.callee)})`;
    return within(node, `${calleeName(parent.callee)} callback`, tree);
  }
  return within(node, 'function', tree);
}

function isMethod(
  node: Node,
): node is Extract<Node, { type: 'ObjectMethod' | 'ClassMethod' | 'ClassPrivateMethod' }> {
  return node.type === 'ObjectMethod' || node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod';
}

type Keyed = Extract<
  Node,
  { type: 'ObjectMethod' | 'ClassMethod' | 'ClassPrivateMethod' | 'ObjectProperty' | 'ClassProperty' }
>;

function methodName(node: Keyed, tree: Tree): string {
  const word = 'kind' in node && (node.kind === 'get' || node.kind === 'set') ? `${node.kind} ` : '';
  const owner = ownerName(node, tree);
  const key = keyOf(node);
  return `${word}${owner === '' ? '' : `${owner}${key.includes(' ') ? ' › ' : '.'}`}${key}`;
}

/** Name of a property as it is written; `[computed]` where it is made at run time. */
export function keyOf(node: Keyed): string {
  const { key } = node;
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  if (key.type === 'Identifier' && !('computed' in node && node.computed)) return key.name;
  return key.type === 'NumericLiteral' ? String(key.value) : '[computed]';
}

/** The class, the variable that the object is kept in, or the function that makes it. */
function ownerName(node: Node, tree: Tree): string {
  let isGiven = false;
  for (const at of tree.ancestors(node)) {
    // What an object becomes that is given to a call, nobody knows: where it is written says more.
    if (at.type === 'CallExpression' || at.type === 'NewExpression') isGiven = true;
    if (isGiven && !isFunction(at)) continue;
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') {
      if (at.id) return at.id.name;
    } else if (at.type === 'VariableDeclarator') return at.id.type === 'Identifier' ? at.id.name : '';
    else if (at.type === 'AssignmentExpression') return shorten(pathOf(at.left));
    else if (at.type === 'ObjectProperty' && at !== node) {
      const owner = ownerName(at, tree);
      return owner === '' ? keyOf(at) : `${owner}.${keyOf(at)}`;
    } else if (at.type === 'ExportDefaultDeclaration') return 'default';
    else if (isFunction(at)) return nameOfFunction(at, tree);
  }
  return '';
}

function shorten(path: string): string {
  return path.replace(/^(module\.)?exports\.(?=.)/, '').replace('.prototype.', '.');
}

/** The function around it says where an anonymous one is. */
function within(node: Node, label: string, tree: Tree): string {
  const outer = tree.ancestors(node).find((at) => isFunction(at));
  return outer === undefined ? label : `${nameOfFunction(outer, tree)} › ${label}`;
}

function calleeName(callee: Node): string {
  const at = bare(callee);
  if (at.type === 'Identifier') return at.name;
  const isMember = at.type === 'MemberExpression' || at.type === 'OptionalMemberExpression';
  return isMember && at.property.type === 'Identifier' && !at.computed ? at.property.name : 'call';
}
