// A stream of a component that is not ended with it: who listens stays, with all it holds.
import type { ClassBody, Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

const STREAM = /^(Subject|BehaviorSubject|ReplaySubject|AsyncSubject)$/;

export const subjectLeftOpen: Rule = {
  id: 'subject-left-open',
  category: 'memory_leak',
  cost: 'memory held after the component is gone',
  severity: 'medium',
  confidence: 'low',
  why: 'Whoever listens keeps a reference through the subject until it completes or they unsubscribe.',
  mend: 'Call `complete()` on it in ngOnDestroy.',
  bad: `@Directive({}) class Panel {
    readonly moved = new Subject<void>();
    readonly closed = new Subject<void>();
    ngOnDestroy() { this.closed.complete(); }
  }`,
  good: `@Directive({}) class Panel {
    readonly moved = new Subject<void>();
    readonly closed = new Subject<void>();
    ngOnDestroy() { this.moved.complete(); this.closed.complete(); }
  }`,
  check: ({ tree, textOf }) =>
    tree.of('ClassBody').flatMap((body) => {
      const destroy = methodOf(body, 'ngOnDestroy');
      if (destroy === null) return [];
      const text = textOf(body);
      return body.body.flatMap((member) => {
        if (member.type !== 'ClassProperty' || member.static || member.key.type !== 'Identifier') return [];
        const isStream = member.value?.type === 'NewExpression' && STREAM.test(pathOf(member.value.callee));
        const { name } = member.key;
        const isEnded = new RegExp(`\\b${name}[!?]?\\.(complete|unsubscribe)\\b`).test(text);
        return isStream && !isEnded ? [{ node: member, message: `\`${name}\` is never completed.` }] : [];
      });
    }),
};

function methodOf(body: ClassBody, name: string): Node | null {
  return (
    body.body.find(
      (member) =>
        member.type === 'ClassMethod' && member.key.type === 'Identifier' && member.key.name === name,
    ) ?? null
  );
}
