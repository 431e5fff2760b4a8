// A listener of a component for events that come many times a second: each is followed by a check of all components.
import type { Rule } from '../rule.ts';
import { pathOf } from '../calls.ts';

const HOT =
  /^(\(?)((window|document|body):)?(scroll|wheel|resize|mousemove|pointermove|touchmove|drag|dragover|mouseover|mouseenter|mouseleave|timeupdate|touchstart|keydown|keyup|pointerdown|mousedown|mouseup)(\)?)$/;

export const hotHostListener: Rule = {
  id: 'hot-host-listener',
  category: 'event_listener',
  alsoCategories: ['needless_rerender'],
  cost: 'change detection of the whole app at each event',
  severity: 'medium',
  confidence: 'medium',
  why: 'Angular registers listeners of the host inside of its zone, whatever they do.',
  mend: 'Add the listener by addEventListener in `ngZone.runOutsideAngular(() => …)`, passive where it does not prevent.',
  bad: `import { Directive } from '@angular/core';
  @Directive({ host: { '(window:resize)': 'place()' } }) class Panel { place() { this.origin = 0; } }`,
  good: `import { Directive } from '@angular/core';
  @Directive({ host: { '(click)': 'place()' } }) class Panel { place() { this.origin = 0; } }`,
  check: ({ tree, calls, textOf }) => [
    ...tree.of('ObjectProperty').flatMap((node) => {
      const holder = tree.parent(tree.parent(node) ?? node);
      const isHost =
        node.key.type === 'StringLiteral' &&
        node.key.value.startsWith('(') &&
        HOT.test(node.key.value) &&
        holder?.type === 'ObjectProperty' &&
        textOf(holder.key) === 'host';
      return isHost ? [{ node, message: `${textOf(node.key)} runs change detection each time.` }] : [];
    }),
    ...calls.flatMap(({ node, callee, args: [event] }) =>
      pathOf(callee) === 'HostListener' && event?.type === 'StringLiteral' && HOT.test(event.value)
        ? [{ node, message: `\`${event.value}\` runs change detection each time.` }]
        : [],
    ),
  ],
};
