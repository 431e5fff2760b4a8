// A timer that nobody can stop, started by code that may run more than once.
import type { Rule } from '../rule.ts';

export const intervalWithoutClear: Rule = {
  id: 'interval-without-clear',
  category: 'memory_leak',
  cost: 'one more timer per call, for ever',
  severity: 'high',
  confidence: 'high',
  why: 'Each call starts a timer whose handle is thrown away: it runs, and holds what it closes over, until the process ends.',
  mend: 'Keep the handle and call clearInterval when the work, the component or the connection ends.',
  bad: `export function watch(user) { setInterval(() => poll(user), 1000); }`,
  good: `export function watch(user) {
    const timer = setInterval(() => poll(user), 1000);
    return () => clearInterval(timer);
  }`,
  check: ({ calls, tree, functionOf, text }) =>
    calls.flatMap(({ node, name }) => {
      const isThrownAway = tree.parent(node)?.type === 'ExpressionStatement';
      const isLost =
        name === 'setInterval' &&
        isThrownAway &&
        functionOf(node) !== null &&
        !text.includes('clearInterval');
      return isLost ? [{ node, message: 'The handle of this interval is thrown away.' }] : [];
    }),
};
