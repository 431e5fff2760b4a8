// What the rules over code have in common: where a hit stands, and how sure an origin makes it.
import type { Node } from '@babel/types';
import type { Source } from '../../lint/source.ts';
import { handlerOf } from '../../lint/handlers.ts';
import type { SecurityHit, SecurityRule } from '../rule.ts';
import type { Origin } from './origin.ts';

export type CodeRule = SecurityRule<Source>;

export function hit(node: Node, message: string, confidence?: SecurityHit['confidence']): SecurityHit {
  const line = node.loc?.start.line ?? 1;
  const place = { line, endLine: node.loc?.end.line ?? line, message };
  return confidence === undefined ? place : { ...place, confidence };
}

/** Input of a request inside of a known handler is sure; a name like `req` elsewhere may be anything; the rest is a guess. */
export function sureness(origin: Origin, node: Node, source: Source): NonNullable<SecurityHit['confidence']> {
  if (origin !== 'request') return 'low';
  return handlerOf(node, source) === null ? 'medium' : 'high';
}

export function originWords(origin: Origin): string {
  return origin === 'request' ? 'input from outside' : 'a value that is not constant';
}
