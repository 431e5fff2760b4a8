// A timer that a component keeps, though nothing tells it that the component is gone.
import type { Class, Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

/** What a component is told when it goes, of Angular and of custom elements. */
const ENDS = /^(ngOnDestroy|disconnectedCallback)$/;
/** Ends what it is given by itself. */
const ENDED = /\b(DestroyRef|takeUntilDestroyed)\b/;

export const intervalOutlivesComponent: Rule = {
  id: 'interval-outlives-component',
  category: 'memory_leak',
  cost: 'a timer, and the component it holds, for ever',
  severity: 'high',
  confidence: 'medium',
  why: 'The timer runs on when the component is removed, and keeps it in memory.',
  mend: 'Clear it in `ngOnDestroy`, or in `disconnectedCallback` of a custom element.',
  bad: `@Component({}) class Clock {
    start() { this.timer = setInterval(() => this.tick(), 1000); }
    stop() { clearInterval(this.timer); }
  }`,
  good: `@Component({}) class Clock {
    start() { this.timer = setInterval(() => this.tick(), 1000); }
    ngOnDestroy() { clearInterval(this.timer); }
  }`,
  check: ({ calls, tree, text }) =>
    calls.flatMap(({ node, name }) => {
      const parent = tree.parent(node);
      if (name !== 'setInterval' || parent?.type !== 'AssignmentExpression' || ENDED.test(text)) return [];
      const owner = tree.ancestors(node).find(isClass);
      const isKept = pathOf(parent.left).startsWith('this.');
      return isKept && owner !== undefined && isComponent(owner) && !isTold(owner)
        ? [{ node, message: 'Nothing clears this interval when the component goes.' }]
        : [];
    }),
};

function isClass(node: Node): node is Class {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** By its own decorator or as an element; what another class above it does is not known. */
function isComponent({ decorators, superClass }: Class): boolean {
  if (superClass) return pathOf(superClass) === 'HTMLElement';
  return (decorators ?? []).some(
    ({ expression }) =>
      expression.type === 'CallExpression' && /^(Component|Directive)$/.test(pathOf(expression.callee)),
  );
}

function isTold({ body }: Class): boolean {
  return body.body.some(
    (member) =>
      member.type === 'ClassMethod' && member.key.type === 'Identifier' && ENDS.test(member.key.name),
  );
}
