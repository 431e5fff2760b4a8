// Angular's zone entered for each value, only to hand it to listeners who may not be there.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const EMITS = /^(next|emit)$/;

export const zoneEnteredUnheard: Rule = {
  id: 'zone-entered-unheard',
  category: 'needless_rerender',
  cost: 'change detection of the whole app for each value, heard or not',
  severity: 'medium',
  confidence: 'medium',
  why: 'Each entry of the zone is followed by a check of all components, also where nobody listens to what is told.',
  mend: 'Ask first whether anybody listens: `if (stream.observers.length > 0)`, or `stream.observed`.',
  bad: `import { Directive } from '@angular/core';
  @Directive({}) class Rows { constructor(view, zone) {
    view.range.subscribe((range) => { zone.run(() => this.changed.next(range)); });
  } }`,
  good: `import { Directive } from '@angular/core';
  @Directive({}) class Rows { constructor(view, zone) {
    view.range.subscribe((range) => { if (this.changed.observers.length > 0) zone.run(() => this.changed.next(range)); });
  } }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args: [step] }) => {
      const isZone = name === 'run' && object !== null && /zone$/i.test(pathOf(object));
      if (!isZone || !isInlineFunction(step) || !isPerValue(node, source)) return [];
      const told = source.callAt(onlyOf(step.body));
      const stream = told?.object ? pathOf(told.object) : '';
      // Who asks anywhere whether the stream is heard has thought of it.
      const isAsked = [`${stream}.observers`, `${stream}.observed`].some((text) =>
        source.text.includes(text),
      );
      return told !== undefined && EMITS.test(told.name) && stream.startsWith('this.') && !isAsked
        ? [{ node, message: `The zone is entered for \`${stream}\`, whether anybody listens or not.` }]
        : [];
    }),
};

/** What the function does, where that is one thing. */
function onlyOf(body: Node): Node {
  const [first, second] = body.type === 'BlockStatement' ? body.body : [];
  return first?.type === 'ExpressionStatement' && second === undefined ? first.expression : body;
}

/** In what a stream or a listener calls. */
function isPerValue(node: Node, { tree, calls, functionOf }: Source): boolean {
  const owner = functionOf(node);
  const parent = owner === null ? null : tree.parent(owner);
  return calls.some(
    (call) => call.node === parent && /^(subscribe|addEventListener|listen)$/.test(call.name),
  );
}
