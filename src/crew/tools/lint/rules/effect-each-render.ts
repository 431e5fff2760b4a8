// An effect without a list of what it depends on that sets state: it runs after each render and causes the next.
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const effectEachRender: Rule = {
  id: 'effect-each-render',
  category: 'needless_rerender',
  cost: 'a render after each render',
  severity: 'high',
  confidence: 'high',
  why: 'Without dependencies the effect runs after each render, and the state it sets renders again.',
  mend: 'Name what the effect depends on, or compute the value while rendering.',
  bad: `function Total({ items }) {
    const [sum, setSum] = useState(0);
    useEffect(() => { setSum(items.length); });
    return <b>{sum}</b>;
  }`,
  good: `function Total({ items }) {
    const sum = items.length;
    return <b>{sum}</b>;
  }`,
  check: ({ calls, functionOf, scopes }) =>
    calls.flatMap(({ node, name, args }) => {
      const [effect] = args;
      if (!/^use(Layout)?Effect$/.test(name) || args.length !== 1 || !isInlineFunction(effect)) return [];
      const sets = calls.find(({ node: inner, callee }) => {
        if (callee.type !== 'Identifier' || !/^set[A-Z]/.test(callee.name) || functionOf(inner) !== effect)
          return false;
        return scopes.resolve(callee)?.declaration.type === 'VariableDeclarator';
      });
      return sets === undefined
        ? []
        : [{ node, message: `This effect runs after each render and calls ${sets.name}.` }];
    }),
};
