// An effect that listens or ticks and never stops.
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const effectWithoutCleanup: Rule = {
  id: 'effect-without-cleanup',
  category: 'memory_leak',
  alsoCategories: ['event_listener'],
  cost: 'one more listener per mount',
  severity: 'high',
  confidence: 'high',
  why: 'Each mount adds a listener that outlives the component and holds its state.',
  mend: 'Return a function from the effect that removes the listener.',
  bad: `function Page() {
    useEffect(() => { window.addEventListener('resize', onResize); }, []);
    return null;
  }`,
  good: `function Page() {
    useEffect(() => {
      window.addEventListener('resize', onResize);
      return () => window.removeEventListener('resize', onResize);
    }, []);
    return null;
  }`,
  check: ({ calls, tree, functionOf }) =>
    calls.flatMap(({ node, name, args: [effect] }) => {
      if (
        !/^use(Layout)?Effect$/.test(name) ||
        !isInlineFunction(effect) ||
        effect.body.type !== 'BlockStatement'
      )
        return [];
      const starts = calls.find(
        (call) =>
          functionOf(call.node) === effect &&
          ((call.name === 'addEventListener' && call.args.length < 3) ||
            (call.name === 'subscribe' && call.object !== null) ||
            (call.name === 'setInterval' && call.args.length === 2)),
      );
      const isCleaned = tree
        .of('ReturnStatement')
        .some((statement) => functionOf(statement) === effect && statement.argument);
      return starts === undefined || isCleaned
        ? []
        : [{ node, message: 'This effect starts something and returns nothing that ends it.' }];
    }),
};
