// A context's value made anew in each render: all who read it render again.
import type { Rule } from '../rule.ts';

export const contextValueAnew: Rule = {
  id: 'context-value-anew',
  category: 'needless_rerender',
  cost: 'all readers of the context, at each render',
  severity: 'medium',
  confidence: 'high',
  why: 'A new object is never equal to the last one, so each render of the provider renders every reader.',
  mend: 'Make the value by useMemo, or keep it in state.',
  bad: `function App({ user }) { return <UserContext.Provider value={{ user }}><Page /></UserContext.Provider>; }`,
  good: `function App({ user }) {
    const value = useMemo(() => ({ user }), [user]);
    return <UserContext.Provider value={value}><Page /></UserContext.Provider>;
  }`,
  check: ({ tree, textOf }) =>
    tree.of('JSXOpeningElement').flatMap(({ name, attributes }) => {
      if (!/(\.Provider|Context)$/.test(textOf(name))) return [];
      return attributes.flatMap((attribute) => {
        if (
          attribute.type !== 'JSXAttribute' ||
          attribute.name.name !== 'value' ||
          attribute.value?.type !== 'JSXExpressionContainer'
        )
          return [];
        const isNew = /^(ObjectExpression|ArrayExpression|ArrowFunctionExpression)$/.test(
          attribute.value.expression.type,
        );
        return isNew
          ? [{ node: attribute, message: `${textOf(name)} gets a new value in each render.` }]
          : [];
      });
    }),
};
