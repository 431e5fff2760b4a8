// A memoised component that gets a new object or function in each render.
import type { Rule } from '../rule.ts';
import { componentsOf, renderOf } from '../react.ts';

export const memoDefeated: Rule = {
  id: 'memo-defeated',
  category: 'needless_rerender',
  cost: 'the component, at each render of its parent',
  severity: 'medium',
  confidence: 'high',
  why: 'memo() compares props by identity; a new object or function is never the same, so nothing is saved.',
  mend: 'Keep the value outside of the component, or make it by useMemo or useCallback.',
  bad: `const Row = memo(function Row({ onPick }) { return <li onClick={onPick} />; });
  function List({ pick }) { return <Row onPick={() => pick(1)} />; }`,
  good: `const Row = memo(function Row({ onPick }) { return <li onClick={onPick} />; });
  function List({ pick }) { const onPick = useCallback(() => pick(1), [pick]); return <Row onPick={onPick} />; }`,
  check: (source) => {
    const components = componentsOf(source);
    const memoised = new Set(components.filter(({ isMemoised }) => isMemoised).map(({ name }) => name));
    for (const { init, name } of source.scopes.bindings)
      if (init?.type === 'CallExpression' && /^(React\.)?memo$/.test(source.textOf(init.callee)))
        memoised.add(name);
    return source.tree.of('JSXOpeningElement').flatMap((element) => {
      if (!memoised.has(source.textOf(element.name)) || renderOf(element, source, components) === null)
        return [];
      const fresh = element.attributes.find(
        (attribute) =>
          attribute.type === 'JSXAttribute' &&
          attribute.value?.type === 'JSXExpressionContainer' &&
          /^(ObjectExpression|ArrayExpression|ArrowFunctionExpression|FunctionExpression)$/.test(
            attribute.value.expression.type,
          ),
      );
      return fresh === undefined
        ? []
        : [
            {
              node: fresh,
              message: `${source.textOf(element.name)} is memoised, but this prop is new in each render.`,
            },
          ];
    });
  },
};
