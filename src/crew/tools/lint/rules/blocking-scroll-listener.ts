// Listeners that the browser must wait for before it may scroll.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const blockingScrollListener: Rule = {
  id: 'blocking-scroll-listener',
  category: 'event_listener',
  cost: 'delays each frame of scrolling',
  severity: 'medium',
  confidence: 'medium',
  why: 'The browser cannot know that the listener will not call preventDefault(), so it waits for it before it scrolls.',
  mend: 'Pass `{ passive: true }` where preventDefault() is not called.',
  bad: `element.addEventListener('touchmove', (event) => track(event.touches));`,
  good: `element.addEventListener('touchmove', (event) => track(event.touches), { passive: true });`,
  check: (source) =>
    source.calls.flatMap(({ node, name, args }) => {
      const [event, listener, options] = args;
      const isScroll =
        name === 'addEventListener' &&
        event?.type === 'StringLiteral' &&
        /^(touchstart|touchmove|wheel|mousewheel)$/.test(event.value);
      const isPlain =
        options === undefined ||
        options.type === 'BooleanLiteral' ||
        (options.type === 'ObjectExpression' &&
          options.properties.every(
            (property) =>
              property.type === 'ObjectProperty' &&
              property.key.type === 'Identifier' &&
              property.key.name !== 'passive',
          ));
      return isScroll && isPlain && !mayPrevent(listener, source)
        ? [{ node, message: `The browser waits for this ${event.value} listener before it scrolls.` }]
        : [];
    }),
};

/** Whether the listener, or what its name stands for, calls preventDefault; where that is not found, the whole file is asked. */
function mayPrevent(listener: Node | undefined, { scopes, tree, text, textOf }: Source): boolean {
  if (listener === undefined || isInlineFunction(listener)) return /preventDefault/.test(text);
  const name = /^this\.([\w#]+)$/.exec(pathOf(listener))?.[1];
  const member = [...tree.of('ClassMethod'), ...tree.of('ClassProperty')].find(
    ({ key }) => key.type === 'Identifier' && key.name === name,
  );
  const binding = listener.type === 'Identifier' ? scopes.resolve(listener) : null;
  const told =
    member ?? (binding?.kind === 'function' || binding?.kind === 'const' ? binding.declaration : null);
  return /preventDefault/.test(told === null ? text : textOf(told));
}
