// A stream that a component listens to and never leaves.
import type { ClassBody, Node } from '@babel/types';
import { bare, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

/** Ends the subscription by itself. */
const ENDED = /\b(takeUntil|takeUntilDestroyed|takeWhile|take|first|untilDestroyed)\(/;
/** Streams that end by themselves: an answer of a server, the end of something. */
const SHORT =
  /(http|api|afterClosed|afterDismissed|open|confirm|save|load|fetch|request|_?destroy(ed)?|events?)\b/i;

export const subscriptionLeftOpen: Rule = {
  id: 'subscription-left-open',
  category: 'memory_leak',
  cost: 'the component and all it holds, as long as the stream lives',
  severity: 'medium',
  confidence: 'medium',
  why: 'The stream keeps the function, and by it the component, after the component is gone.',
  mend: 'Pipe it through `takeUntil(destroyed)` or `takeUntilDestroyed()`, or keep the subscription and unsubscribe in ngOnDestroy.',
  bad: `@Directive({}) class Tip {
    constructor(monitor) { monitor.watch(this.host).subscribe((origin) => this.show(origin)); }
    ngOnDestroy() { this.hide(); }
  }`,
  good: `@Directive({}) class Tip {
    constructor(monitor) { monitor.watch(this.host).pipe(takeUntil(this.destroyed)).subscribe((origin) => this.show(origin)); }
    ngOnDestroy() { this.destroyed.next(); this.destroyed.complete(); this.hide(); }
  }`,
  check: ({ calls, tree, textOf }) =>
    calls.flatMap(({ node, name, object, args: [listener] }) => {
      if (name !== 'subscribe' || object === null || !isInlineFunction(listener)) return [];
      if (tree.parent(node)?.type !== 'ExpressionStatement') return [];
      const stream = textOf(object);
      if (ENDED.test(stream) || SHORT.test(stream) || isOwn(object)) return [];
      const body = tree.ancestors(node).find((at): at is ClassBody => at.type === 'ClassBody');
      const isComponent = body?.body.some(
        (member) =>
          member.type === 'ClassMethod' &&
          member.key.type === 'Identifier' &&
          member.key.name === 'ngOnDestroy',
      );
      return isComponent === true
        ? [{ node, message: `\`${stream.replaceAll(/\s+/g, ' ').slice(0, 50)}\` is listened to for good.` }]
        : [];
    }),
};

/** A stream of the component itself dies with it. */
function isOwn(stream: Node): boolean {
  const at = bare(stream);
  if (/^this\.[\w#]+$/.test(pathOf(at))) return true;
  return at.type === 'CallExpression' && at.callee.type === 'MemberExpression' && isOwn(at.callee.object);
}
