// Children of an element taken away one by one.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const removedOneByOne: Rule = {
  id: 'removed-one-by-one',
  category: 'dom_work',
  cost: 'a change of the page per child',
  severity: 'low',
  confidence: 'medium',
  why: 'Each removal is a change of its own, which observers and the layout follow.',
  mend: "Use `element.replaceChildren()` or `element.textContent = ''`.",
  bad: `export function empty(list: HTMLElement) { while (list.firstChild) { list.removeChild(list.firstChild); } }`,
  good: `export function empty(list: HTMLElement) { list.replaceChildren(); }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object }) => {
      const [repeat] = source.repeats(node);
      const isOne = object !== null && name === 'removeChild' && repeat?.kind === 'loop';
      return isOne && pathOf(object) !== ''
        ? [{ node, message: `Children of \`${pathOf(object)}\` are removed one by one.` }]
        : [];
    }),
};
