// A module loaded at start that only one branch of one function uses.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import { isScript } from './sync-io.ts';

export const requireForBranch: Rule = {
  id: 'require-for-branch',
  category: 'lazy_import',
  alsoCategories: ['lazy_init'],
  cost: 'its load at each start, needed or not',
  severity: 'low',
  confidence: 'low',
  why: 'The module and all it requires are read and compiled at start, though only a branch that may never run uses it.',
  mend: 'Require it in the branch: node keeps what was loaded.',
  bad: `const Compiler = require('@scope/compiler');
  module.exports = function build(options) {
    if (!options.compiler) { options.compiler = Compiler(); }
    return options;
  };`,
  good: `module.exports = function build(options) {
    if (!options.compiler) {
      const Compiler = require('@scope/compiler');
      options.compiler = Compiler();
    }
    return options;
  };`,
  check: ({ scopes, tree, functionOf, path }) =>
    isScript(path)
      ? []
      : scopes.bindings.flatMap(({ scope, init, references, declaration }) => {
          if (scope.type !== 'Program' || init?.type !== 'CallExpression') return [];
          if (pathOf(init.callee) !== 'require' || init.arguments[0]?.type !== 'StringLiteral') return [];
          const { value } = init.arguments[0];
          const [only] = references;
          if (
            only === undefined ||
            references.length > 1 ||
            /^node:|errors?$|util|symbols|constants/i.test(value)
          )
            return [];
          const branch = tree
            .ancestors(only)
            .find((at) => at.type === 'IfStatement' && at.test !== only && !tree.holds(at.test, only));
          const use = tree.parent(only);
          const isMade = use?.type === 'NewExpression' && /Error|Warning/.test(only.name);
          return branch !== undefined && functionOf(only) !== null && !isMade
            ? [
                {
                  node: declaration,
                  message: `\`${value}\` is loaded at start for one branch.`,
                },
              ]
            : [];
        }),
};
