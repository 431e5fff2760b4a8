// A selector that makes a new object or list of the store each time it is asked.
import { bare, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

const HOOK = /^use(\w*Selector|\w*Store)$/;
const MAKES = /^(map|filter|flatMap|slice|concat|toSorted|toReversed)$/;

export const selectorAnew: Rule = {
  id: 'selector-anew',
  category: 'needless_rerender',
  cost: 'a render at each change of anything in the store',
  severity: 'medium',
  confidence: 'high',
  why: 'What is selected is compared by identity, and what is made anew is never the same.',
  mend: 'Select the fields one by one, pass a shallow comparison, or use a memoised selector.',
  bad: `function Badge() { const { name, count } = useSelector((state) => ({ name: state.name, count: state.count })); return name + count; }`,
  good: `function Badge() { const name = useSelector((state) => state.name); const count = useSelector((state) => state.count); return name + count; }`,
  check: ({ calls, callAt }) =>
    calls.flatMap(({ node, name, args: [selector, equality] }) => {
      if (!HOOK.test(name) || !isInlineFunction(selector) || equality !== undefined) return [];
      const body = bare(selector.body);
      const made = callAt(body);
      const isList = made !== undefined && made.object !== null && MAKES.test(made.name);
      const isKeys = made !== undefined && /^Object\.(keys|values|entries)$/.test(pathOf(made.callee));
      const isNew = body.type === 'ObjectExpression' || body.type === 'ArrayExpression' || isList || isKeys;
      return isNew && selector.params.length > 0
        ? [{ node, message: `This \`${name}\` selects something new each time.` }]
        : [];
    }),
};
