// Something written out among the dependencies of a hook: it is new in each render, so the hook never rests.
import type { Rule } from '../rule.ts';

export const depsAnew: Rule = {
  id: 'deps-anew',
  category: 'needless_rerender',
  cost: 'the effect or the computation, at each render',
  severity: 'medium',
  confidence: 'high',
  why: 'Dependencies are compared by identity; an object, list or function written there is never the same.',
  mend: 'Name the fields it is made of, or keep it in a constant or in useMemo.',
  bad: `function Chart({ rows, width }) { useEffect(() => draw(rows), [{ rows, width }]); return null; }`,
  good: `function Chart({ rows, width }) { useEffect(() => draw(rows), [rows, width]); return null; }`,
  check: ({ calls }) =>
    calls.flatMap(({ name, args: [, dependencies] }) => {
      if (!/^use(Effect|LayoutEffect|Memo|Callback)$/.test(name) || dependencies?.type !== 'ArrayExpression')
        return [];
      const fresh = dependencies.elements.find(
        (element) =>
          element !== null &&
          /^(ObjectExpression|ArrayExpression|ArrowFunctionExpression|FunctionExpression|NewExpression)$/.test(
            element.type,
          ),
      );
      return fresh === undefined || fresh === null
        ? []
        : [{ node: fresh, message: `A dependency of this ${name} is new in each render.` }];
    }),
};
