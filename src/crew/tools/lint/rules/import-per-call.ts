// A module's dynamic import and what is taken from it, gone through again at each call.
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const importPerCall: Rule = {
  id: 'import-per-call',
  category: 'missing_cache',
  alsoCategories: ['lazy_import'],
  cost: 'a lookup and two promises per call',
  severity: 'low',
  confidence: 'medium',
  why: 'The module is the same each time; only the first import loads it, each later one still waits for promises.',
  mend: 'Keep the promise in a variable of the module and give it back.',
  bad: `const getStyles = () => import('./styles.mjs').then((module) => module.default);
  export async function render() { return (await getStyles()).join(''); }`,
  good: `let styles;
  const getStyles = () => (styles ??= import('./styles.mjs').then((module) => module.default));
  export async function render() { return (await getStyles()).join(''); }`,
  check: ({ scopes, calls, callAt, functionOf }) =>
    scopes.bindings.flatMap(({ scope, init, references, identifier }) => {
      if (scope.type !== 'Program' || init?.type !== 'ArrowFunctionExpression') return [];
      const body = bare(init.body);
      const then = callAt(body);
      const loaded = callAt(then?.object);
      if (then?.name !== 'then' || loaded === undefined || pathOf(loaded.callee) !== 'import') return [];
      const isCalled = calls.some(
        ({ node, callee }) =>
          callee.type === 'Identifier' && references.includes(callee) && functionOf(node) !== null,
      );
      return isCalled
        ? [{ node: init, message: `\`${identifier.name}\` goes through the import at each call.` }]
        : [];
    }),
};
