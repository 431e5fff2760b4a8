// A text in a language's form, made by a method that sets up a formatter at each call.
import type { Rule } from '../rule.ts';
import { isConstant } from './constant-set-per-call.ts';
import { isScript } from './sync-io.ts';

export const intlPerCall: Rule = {
  id: 'intl-per-call',
  category: 'expensive_construct',
  alsoCategories: ['hoist_invariant'],
  cost: 'a formatter per call',
  severity: 'low',
  confidence: 'medium',
  why: 'With a language or options, the method makes the same formatter anew at each call.',
  mend: 'Keep one `Intl.NumberFormat` or `Intl.DateTimeFormat` in the module and call its format().',
  bad: `export function size(bytes) { return (bytes / 1000).toLocaleString('en', { maximumFractionDigits: 2 }); }`,
  good: `const SIZE = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
  export function size(bytes) { return SIZE.format(bytes / 1000); }`,
  check: ({ calls, functionOf, path, repeats }) =>
    isScript(path)
      ? []
      : calls.flatMap(({ node, name, object, args }) => {
          if (object === null || functionOf(node) === null || repeats(node).length > 0) return [];
          const isTime = /^toLocale(Time|Date)String$/.test(name);
          const isSame = args.every(
            (arg) => isConstant(arg) || (arg.type === 'Identifier' && arg.name === 'undefined'),
          );
          return isSame && (isTime || (name === 'toLocaleString' && args.length > 0))
            ? [{ node, message: `\`${name}\` sets up a formatter at each call.` }]
            : [];
        }),
};
