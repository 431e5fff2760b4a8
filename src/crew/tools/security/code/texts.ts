// Texts put together from parts: which ones are, what they say for certain, and what stands at their beginning.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import type { Source } from '../../lint/source.ts';
import { type Origin, originOf } from './origin.ts';

/** The origin of a text that carries more than constants: from outside, or put together here. Null of all others. */
export function suspectText(node: Node | undefined, source: Source): Origin | null {
  if (node === undefined) return null;
  const origin = originOf(node, source);
  if (origin === 'request') return origin;
  return origin === 'unknown' && isBuilt(node, source) ? origin : null;
}

function isBuilt(node: Node, source: Source): boolean {
  const at = follow(node, source);
  return (
    (at.type === 'TemplateLiteral' && at.expressions.length > 0) ||
    (at.type === 'BinaryExpression' &&
      at.operator === '+' &&
      certainText(at, source).replaceAll(GAP, '') !== '')
  );
}

/** What stands for a part that is not certain. */
export const GAP = '\u0000';

/** What it says whatever its parts are. */
export function certainText(node: Node | undefined, source: Source): string {
  if (node === undefined) return '';
  const at = follow(node, source);
  if (at.type === 'StringLiteral') return at.value;
  if (at.type === 'TemplateLiteral') return at.quasis.map(({ value }) => value.cooked ?? value.raw).join(GAP);
  if (at.type === 'BinaryExpression' && at.operator === '+')
    return certainText(at.left, source) + certainText(at.right, source);
  return GAP;
}

/** The text or value an address begins with: it decides which host is asked. */
function beginning(node: Node, source: Source): string | Node {
  const at = follow(node, source);
  if (at.type === 'StringLiteral') return at.value;
  if (at.type === 'TemplateLiteral') {
    const text = at.quasis[0]?.value.cooked ?? '';
    const [first] = at.expressions;
    return text !== '' || first === undefined ? text : beginning(first, source);
  }
  if (at.type === 'BinaryExpression') return beginning(at.left, source);
  const [first] = at.type === 'NewExpression' && pathOf(at.callee) === 'URL' ? at.arguments : [];
  return first === undefined ? at : beginning(first, source);
}

/** True where what comes from outside decides the host: it stands first, or where `https://` was just opened. */
export function isHostOpen(node: Node, source: Source): boolean {
  if (originOf(node, source) !== 'request') return false;
  const first = beginning(node, source);
  return typeof first === 'string'
    ? /^([a-z]+:)?\/\/[^/?#]*$/i.test(first)
    : originOf(first, source) === 'request';
}

/** The expression behind a name that is written once. */
export function follow(node: Node, source: Source): Node {
  const at = bare(node);
  if (at.type === 'AwaitExpression') return follow(at.argument, source);
  if (at.type !== 'Identifier') return at;
  const binding = source.scopes.resolve(at);
  const isFixed = binding !== null && binding.writes.length === 0 && binding.init !== null;
  return isFixed && binding.init !== null && !source.tree.holds(binding.init, at)
    ? follow(binding.init, source)
    : at;
}
