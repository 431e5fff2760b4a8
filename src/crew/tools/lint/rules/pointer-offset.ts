// Places of an event that the browser must lay out the page for.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const pointerOffset: Rule = {
  id: 'pointer-offset',
  category: 'layout_thrash',
  cost: 'a layout of the page per event',
  severity: 'low',
  confidence: 'medium',
  why: 'offsetX and offsetY are measured from the element when they are read, so the page is laid out at once.',
  mend: 'Use clientX and clientY with a rectangle that is kept, or a field that needs no layout.',
  bad: `export const isAtOrigin = (event: MouseEvent) => event.offsetX === 0 && event.pageX === 0;`,
  good: `export const isAtOrigin = (event: MouseEvent) => event.clientX === 0 && event.pageX === 0;`,
  check: ({ tree, scopes, textOf }) => {
    const seen = new Set<unknown>();
    return tree.of('MemberExpression').flatMap((node) => {
      const object = bare(node.object);
      if (node.property.type !== 'Identifier' || !/^(offset|layer)[XY]$/.test(node.property.name)) return [];
      if (object.type !== 'Identifier') return [];
      const binding = scopes.resolve(object);
      const isEvent = binding?.kind === 'param' && /^e(v|vt|vent)?$|Event\b/.test(textOf(binding.identifier));
      if (!isEvent || seen.has(binding)) return [];
      seen.add(binding);
      return [{ node, message: `\`${textOf(node)}\` makes the browser lay out the page.` }];
    });
  },
};
