// Listeners that the browser must wait for before it may scroll.
import type { Rule } from '../rule.ts';

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
  check: ({ calls, text }) =>
    calls.flatMap(({ node, name, args }) => {
      const [event, , options] = args;
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
      return isScroll && isPlain && !/preventDefault/.test(text)
        ? [{ node, message: `The browser waits for this ${event.value} listener before it scrolls.` }]
        : [];
    }),
};
