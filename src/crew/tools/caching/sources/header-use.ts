// Which header of a request a piece of code reads: most tell who asks, a few only how the answer is to be written.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';

export interface HeaderUse {
  readonly name: string;
  readonly isPersonal: boolean;
}

/** Of the connection or the wire format; they are the server's business, not the answer's. */
const HARMLESS =
  /^(?:accept|accept-encoding|content-type|content-length|connection|if-none-match|if-modified-since|origin|range)$/;
/** They change the answer, and few values exist: they belong into the key. */
const KEYED = /^(?:accept-language|host)$/;

export function headerUse(node: Node): HeaderUse | null {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    if (!/(?:^|\.)headers$/.test(pathOf(node.object))) return null;
    if (!node.computed) {
      const name = node.property.type === 'Identifier' ? node.property.name : '';
      return /^(?:get|has|set|append|delete|entries|keys|values|forEach)$/.test(name) ? null : judged(name);
    }
    return judged(node.property.type === 'StringLiteral' ? node.property.value : '(any)');
  }
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return null;
  const callee = bare(node.callee);
  if (callee.type === 'Identifier' && callee.name === 'headers') return { name: '(any)', isPersonal: true };
  const [first] = node.arguments;
  const path = pathOf(callee);
  const isHeaders = /(?:^|\.)headers\.get$|(?:^|\.)headers\(\)\.get$/.test(path);
  const isRequest = /(?:^|\.)(?:req|request|ctx)\.(?:get|header)$/.test(path) || path.endsWith('.req.header');
  if (!isHeaders && !isRequest) return null;
  return judged(first?.type === 'StringLiteral' ? first.value : '(any)');
}

function judged(text: string): HeaderUse | null {
  const name = text.toLowerCase();
  if (HARMLESS.test(name)) return null;
  return { name, isPersonal: !KEYED.test(name) };
}
