// The same listener target listened to again in each turn of a loop or at each request.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import { handlerOf } from '../handlers.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';

const GLOBAL = /^(process|window|document|globalThis|self)$/;

export const listenerPerTurn: Rule = {
  id: 'listener-per-turn',
  category: 'event_listener',
  alsoCategories: ['memory_leak'],
  cost: 'one more call per event for each turn or request',
  severity: 'high',
  confidence: 'medium',
  why: 'Listeners pile up: each event calls all of them, and none of what they hold can be freed.',
  mend: 'Listen once outside, and let the one listener decide; or remove it when the work ends.',
  bad: `export function handler(req, res) {
    process.on('unhandledRejection', (error) => res.destroy(error));
    work(res);
  }`,
  good: `process.on('unhandledRejection', (error) => report(error));
  export function handler(req, res) {
    work(res);
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args: [event] }) => {
      if (object === null || !/^(on|addListener|addEventListener)$/.test(name) || event === undefined)
        return [];
      const target = pathOf(object);
      if (
        target === '' ||
        /\b(removeEventListener|removeListener|off|signal|AbortController|once)\b/.test(source.text)
      )
        return [];
      const isPerTurn = source
        .repeats(node)
        .some(
          ({ node: region }: { readonly node: Node }) =>
            isFrom(region, object, source) && isFrom(region, event, source),
        );
      const isPerRequest = GLOBAL.test(target) && handlerOf(node, source) !== null;
      return isPerTurn || isPerRequest
        ? [{ node, message: `\`${target}\` gains a listener in each ${isPerTurn ? 'turn' : 'request'}.` }]
        : [];
    }),
};
