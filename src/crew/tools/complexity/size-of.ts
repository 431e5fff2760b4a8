// What the length of an expression goes by: a parameter, a variable, a part of it, or nothing because it is written out.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../lint/calls.ts';
import type { Source } from '../lint/source.ts';
import type { Size } from './growth.ts';

const KEEPS =
  /^(map|flatMap|flat|sort|toSorted|reverse|toReversed|slice|concat|with|fill|keys|values|entries|split|trim|trimStart|trimEnd|toLowerCase|toUpperCase|replace|replaceAll|normalize|matchAll|toString|json|text)$/;
const PART = /^(filter|match)$/;
const OF_ARGUMENT =
  /^(Object\.(keys|values|entries|fromEntries|freeze)|Array\.from|JSON\.(parse|stringify)|structuredClone|Set|Map|String)$/;
const GROWS = /^(push|unshift|splice|add|set|append)$/;
const MAX_DEPTH = 12;

/** Null where it is bounded whatever comes in. */
export function sizeOf(expression: Node, source: Source, depth = 0): Size | null {
  const node = bare(expression);
  const go = (inner: Node): Size | null =>
    depth > MAX_DEPTH ? named(node, source) : sizeOf(inner, source, depth + 1);
  if (/^(String|Numeric|Boolean|RegExp|Null)Literal$/.test(node.type)) return null;
  if (node.type === 'AwaitExpression' || node.type === 'SpreadElement') return go(node.argument);
  if (node.type === 'ArrayExpression') {
    const spread = node.elements.find((element) => element?.type === 'SpreadElement');
    return spread ? go(spread) : null;
  }
  if (node.type === 'ObjectExpression') {
    const spread = node.properties.find((property) => property.type === 'SpreadElement');
    return spread ? go(spread) : null;
  }
  if (node.type === 'LogicalExpression') return go(node.left) ?? go(node.right);
  if (node.type === 'Identifier') return ofName(node, source, go);
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    const { property } = node;
    if (property.type === 'Identifier' && !node.computed && /^(length|size)$/.test(property.name))
      return go(node.object);
    const owner = bare(node.object).type === 'ThisExpression' ? rooted('this', null) : go(node.object);
    const step = property.type === 'Identifier' && !node.computed ? `.${property.name}` : '[]';
    return owner === null
      ? named(node, source)
      : { ...owner, id: owner.id + step, label: `${owner.label}${step}`, tail: owner.tail + step };
  }
  if (
    node.type === 'CallExpression' ||
    node.type === 'OptionalCallExpression' ||
    node.type === 'NewExpression'
  )
    return ofCall(node, source, go);
  if (node.type === 'BinaryExpression') {
    const left = node.left.type === 'PrivateName' ? null : go(node.left);
    return left ?? go(node.right);
  }
  return named(node, source);
}

function ofName(
  node: Extract<Node, { type: 'Identifier' }>,
  source: Source,
  go: (inner: Node) => Size | null,
): Size | null {
  const binding = source.scopes.resolve(node);
  if (binding === null) return rooted(node.name, null);
  const own: Size = {
    id: `${source.path}:${binding.identifier.start ?? 0}`,
    label: node.name,
    binding,
    tail: '',
  };
  const reduced = binding.kind === 'param' ? reducedBy(binding.declaration, node.name, source) : null;
  if (reduced !== null) return go(reduced);
  const init = binding.init === null ? null : bare(binding.init);
  if (init === null || binding.writes.length > 0) return own;
  const isGrown = binding.references.some((reference) => {
    const member = source.tree.parent(reference);
    return (
      member?.type === 'MemberExpression' &&
      member.property.type === 'Identifier' &&
      GROWS.test(member.property.name)
    );
  });
  if (isGrown) return own;
  const isPart =
    (init.type === 'CallExpression' || init.type === 'OptionalCallExpression') &&
    PART.test(pathOf(init.callee).split('.').at(-1) ?? '');
  const whole = go(init);
  if (whole === null) return null;
  return isPart ? { ...own, id: `${whole.id.split('/')[0]}/${own.id}` } : whole;
}

/** What a reducer's first parameter grows with: the list that is reduced. */
function reducedBy(callback: Node, name: string, { tree }: Source): Node | null {
  const call = tree.parent(callback);
  const callee = call?.type === 'CallExpression' ? bare(call.callee) : null;
  if (!('params' in callback) || !Array.isArray(callback.params)) return null;
  const [all] = callback.params;
  if (all?.type !== 'Identifier' || all.name !== name || callee?.type !== 'MemberExpression') return null;
  return callee.property.type === 'Identifier' && callee.property.name === 'reduce' ? callee.object : null;
}

function ofCall(
  node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression' }>,
  source: Source,
  go: (inner: Node) => Size | null,
): Size | null {
  const path = pathOf(node.callee);
  const [first] = node.arguments;
  if (path === 'Math.min' && node.arguments.some((argument) => go(argument) === null)) return null;
  if (path.startsWith('Math.')) return first === undefined ? null : go(first);
  if (OF_ARGUMENT.test(path)) return first === undefined ? null : go(first);
  const callee = bare(node.callee);
  const isMember = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  if (isMember && callee.property.type === 'Identifier') {
    const { name } = callee.property;
    const ends = node.arguments.map((argument) => bare(argument));
    if (name === 'slice' && ends.length === 2 && ends.every(({ type }) => type === 'NumericLiteral'))
      return null;
    if (KEEPS.test(name) || PART.test(name)) return go(callee.object);
  }
  return named(node, source);
}

function named(node: Node, source: Source): Size {
  const text = source.textOf(node).replaceAll(/\s+/g, ' ');
  return {
    ...rooted(`${source.path}:${node.start ?? 0}`, null),
    label: text.length > 40 ? `${text.slice(0, 39)}…` : text,
  };
}

function rooted(name: string, binding: Size['binding']): Size {
  return { id: name, label: name, binding, tail: '' };
}
