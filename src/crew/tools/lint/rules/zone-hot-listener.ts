// Angular renders after whatever happens in its zone; events that come many times a second do not belong there.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const FREQUENT =
  /^(scroll|wheel|resize|mousemove|touchmove|pointermove|drag|dragover|mouseover|mousedown|mouseup|touchstart|touchend|touchcancel|pointerdown|mouseenter|mouseleave|pointerenter|pointerleave|animationstart|transitionend)$/;
const RARE =
  /^(keydown|keyup|keypress|click|focus|blur|focusin|focusout|input|transitioncancel|animationend|load)$/;
const LISTENS = /^(addEventListener|fromEvent|listen)$/;
const OBSERVERS = /(Resize|Mutation|Intersection)Observer(Constructor)?$/i;

export const zoneHotListener: Rule = {
  id: 'zone-hot-listener',
  category: 'needless_rerender',
  alsoCategories: ['event_listener'],
  cost: 'change detection of the whole app at each event',
  severity: 'medium',
  confidence: 'medium',
  why: "Inside of Angular's zone each event, observer and timer is followed by a check of all components.",
  mend: 'Start it in `ngZone.runOutsideAngular(() => …)` and come back by `ngZone.run` only where the view changes.',
  bad: `import { Directive } from '@angular/core';
  @Directive({}) class Spy { ngOnInit() { this.host.addEventListener('scroll', this.onScroll); } }`,
  good: `import { Directive } from '@angular/core';
  @Directive({}) class Spy { ngOnInit() { this.zone.runOutsideAngular(() => this.host.addEventListener('scroll', this.onScroll)); } }`,
  check: (source) => {
    if (
      !source.tree.of('ImportDeclaration').some(({ source: { value } }) => value === '@angular/core') ||
      /zoneless|\.(spec|test)\./i.test(source.path)
    )
      return [];
    // A file that leaves the zone elsewhere means its listeners to.
    const knowsZone = source.text.includes('runOutsideAngular');
    return source.calls.flatMap(({ node, name, object, callee, args, isNew }) => {
      const event = args.find((arg) => arg.type === 'StringLiteral');
      const isGlobal = /(^|\.)_?(window|document|body|documentElement)$/.test(
        object === null ? '' : pathOf(object),
      );
      const isListener =
        LISTENS.test(name) &&
        event?.type === 'StringLiteral' &&
        (FREQUENT.test(event.value) ||
          (name === 'addEventListener' && (isGlobal || (knowsZone && RARE.test(event.value)))));
      // Whatever events a table names, it binds them all.
      const isAny =
        name === 'addEventListener' && args[0]?.type === 'Identifier' && source.repeats(node).length > 0;
      const isObserver = isNew && OBSERVERS.test(pathOf(callee));
      const isTimer = /^(setInterval|requestAnimationFrame)$/.test(name);
      const isHit =
        (isListener || isAny || isObserver || isTimer) &&
        source.functionOf(node) !== null &&
        !isOutside(node, source);
      return isHit
        ? [
            {
              node,
              message: `${isObserver ? 'This observer' : `\`${isListener && event?.type === 'StringLiteral' ? event.value : name}\``} runs change detection each time.`,
            },
          ]
        : [];
    });
  },
};

export function isOutside(node: Node, { tree, calls, textOf }: Source): boolean {
  const isWrapped = (inner: Node): boolean =>
    tree
      .ancestors(inner)
      .some(
        (at) =>
          at.type === 'CallExpression' &&
          /runOutsideAngular|^(effect|afterNextRender|afterRender)$/.test(pathOf(at.callee)),
      );
  if (isWrapped(node)) return true;
  // The other branch of `if (zone)`, or a method that is called outside of the zone.
  const method = tree.ancestors(node).find((at) => at.type === 'ClassMethod');
  const name = method?.type === 'ClassMethod' && method.key.type === 'Identifier' ? method.key.name : '';
  const text = textOf(node);
  return calls.some(
    (call) =>
      call.node !== node &&
      (call.path === `this.${name}` || (call.name === 'addEventListener' && textOf(call.node) === text)) &&
      isWrapped(call.node),
  );
}
