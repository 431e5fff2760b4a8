// A component declared inside of another: a new type at each render, so its whole tree is built anew.
import { componentsOf } from '../react.ts';
import type { Rule } from '../rule.ts';

export const componentInRender: Rule = {
  id: 'component-in-render',
  category: 'needless_rerender',
  cost: 'unmounts and mounts its tree at each render',
  severity: 'high',
  confidence: 'high',
  why: 'The inner function is another component at each render: React throws its elements and state away.',
  mend: 'Move the component to the module and hand over what it needs as props.',
  bad: `function Page({ rows }) {
    function Row({ row }) { return <li>{row}</li>; }
    return <ul><Row row={rows[0]} /></ul>;
  }`,
  good: `function Row({ row }) { return <li>{row}</li>; }
  function Page({ rows }) { return <ul><Row row={rows[0]} /></ul>; }`,
  check: (source) => {
    const components = componentsOf(source);
    const functions = new Set<unknown>(components.map((component) => component.function));
    return components.flatMap((inner) => {
      const owner = source.tree.ancestors(inner.function).find((at) => functions.has(at));
      if (owner === undefined) return [];
      const isRendered = source.tree
        .of('JSXOpeningElement')
        .some((element) => source.textOf(element.name) === inner.name && source.tree.holds(owner, element));
      return isRendered
        ? [{ node: inner.function, message: `${inner.name} is declared anew in each render.` }]
        : [];
    });
  },
};
