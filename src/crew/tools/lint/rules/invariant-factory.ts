// A matcher compiled from what never differs, inside of what is called for each thing to match.
import { pathOf } from '../calls.ts';
import { isFunction } from '../functions.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';

export const COMPILES =
  /^(createFilter|createMatcher|createRegexp?|createPathMatcher|picomatch|micromatch\.matcher|pm|minimatch\.filter|minimatch\.makeRe|compileTemplate|Handlebars\.compile|ejs\.compile|pug\.compile|ajv\.compile|pathToRegexp|globToRegExp|globToRegexp)$/;

export const invariantFactory: Rule = {
  id: 'invariant-factory',
  category: 'hoist_invariant',
  alsoCategories: ['expensive_construct'],
  cost: 'a compilation per call',
  severity: 'medium',
  confidence: 'high',
  why: 'Patterns are parsed and compiled before they match anything, and these are the same at each call.',
  mend: 'Compile once where the options are known, and use the result in each call.',
  bad: `export function plugin(options) {
    return { transform(code, id) { const filter = createFilter(options.include, options.exclude); return filter(id); } };
  }`,
  good: `export function plugin(options) {
    const filter = createFilter(options.include, options.exclude);
    return { transform(code, id) { return filter(id); } };
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, callee, args }) => {
      const owner = source.functionOf(node);
      if (owner === null || args.length === 0 || !COMPILES.test(pathOf(callee))) return [];
      // At the top a module may have no better place.
      const isInner = source.tree.ancestors(owner).some((at) => isFunction(at));
      const isSame = args.every((arg) => isFrom(owner, arg, source));
      return isSame && isInner
        ? [{ node, message: `\`${pathOf(callee)}\` compiles the same at each call.` }]
        : [];
    }),
};
