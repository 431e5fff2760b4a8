// A listener taken off by a function that was made for the taking off: it is another one, and the first stays.
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const listenerBoundAnew: Rule = {
  id: 'listener-bound-anew',
  category: 'memory_leak',
  alsoCategories: ['event_listener'],
  cost: 'one more listener, with all it holds, each time',
  severity: 'high',
  confidence: 'high',
  why: 'bind() and a function written in place make a new function each time, so nothing is found to remove.',
  mend: 'Keep the function in a field or constant, and add and remove that one.',
  bad: `class Panel {
    close() { window.removeEventListener('keydown', this.onKey.bind(this)); }
  }`,
  good: `class Panel {
    close() { window.removeEventListener('keydown', this.onKey); }
  }`,
  check: ({ calls }) =>
    calls.flatMap(({ node, name, object, args: [, listener] }) => {
      if (object === null || !/^(removeEventListener|removeListener)$/.test(name)) return [];
      const isBound = calls.some((call) => call.node === listener && call.name === 'bind');
      return isBound || isInlineFunction(listener)
        ? [{ node, message: 'This removes a function that was never added.' }]
        : [];
    }),
};
