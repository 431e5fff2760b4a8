// A prop's default written out in the component: a new object or function at each render that goes without the prop.
import type { Rule } from '../rule.ts';
import { componentsOf } from '../react.ts';

export const defaultAnew: Rule = {
  id: 'default-anew',
  category: 'needless_rerender',
  cost: 'effects, memos and children that depend on it, at each render',
  severity: 'medium',
  confidence: 'medium',
  why: 'The default is made anew at each render, so whatever compares it finds it changed.',
  mend: 'Keep the default in a constant of the module.',
  bad: `function List({ items = [], onPick }) {
    const rows = useMemo(() => items.map((item) => <li key={item.id} />), [items]);
    return <ul onClick={onPick}>{rows}</ul>;
  }`,
  good: `const NONE = [];
  function List({ items = NONE, onPick }) {
    const rows = useMemo(() => items.map((item) => <li key={item.id} />), [items]);
    return <ul onClick={onPick}>{rows}</ul>;
  }`,
  check: (source) => {
    const components = componentsOf(source);
    if (components.length === 0) return [];
    const isFollowed = (name: string): boolean =>
      source.calls.some(
        ({ name: hook, args }) =>
          /^use(Effect|LayoutEffect|Memo|Callback)$/.test(hook) &&
          args[1]?.type === 'ArrayExpression' &&
          args[1].elements.some((element) => element?.type === 'Identifier' && element.name === name),
      );
    return source.tree.of('AssignmentPattern').flatMap((node) => {
      const owner = source.functionOf(node);
      const component = components.find((one) => one.function === owner);
      const isNew =
        /^(ArrowFunctionExpression|FunctionExpression|NewExpression)$/.test(node.right.type) ||
        node.right.type === 'ArrayExpression' ||
        node.right.type === 'ObjectExpression';
      const isProp = source.tree.parent(node)?.type === 'ObjectProperty';
      return component !== undefined && isNew && isProp
        ? [
            {
              node,
              ...(component.isMemoised || isFollowed(source.textOf(node.left))
                ? {}
                : { confidence: 'low' as const }),
              message: `\`${source.textOf(node.left)}\` gets a new default at each render of ${component.name}.`,
            },
          ]
        : [];
    });
  },
};
