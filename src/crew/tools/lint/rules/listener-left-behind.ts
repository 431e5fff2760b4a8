// A listener of a component that is written where it is added, so that nobody can take it away again.
import type { ClassBody } from '@babel/types';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

const ENDS = /^(ngOnDestroy|disconnectedCallback|componentWillUnmount|destroy|dispose|\[Symbol\.dispose\])$/;

export const listenerLeftBehind: Rule = {
  id: 'listener-left-behind',
  category: 'memory_leak',
  alsoCategories: ['event_listener'],
  cost: 'the component and all it holds, as long as the element lives',
  severity: 'medium',
  confidence: 'medium',
  why: 'The class has an end, but a function without a name cannot be given to removeEventListener, so the listener outlives it.',
  mend: 'Keep the function in a field and remove it at the end, or pass `{ once: true }` or a `signal`.',
  bad: `class Panel {
    connectedCallback() { document.addEventListener('keyup', (event) => this.move(event)); }
    disconnectedCallback() { this.close(); }
  }`,
  good: `class Panel {
    onKey = (event) => this.move(event);
    connectedCallback() { document.addEventListener('keyup', this.onKey); }
    disconnectedCallback() { document.removeEventListener('keyup', this.onKey); }
  }`,
  check: ({ calls, tree }) =>
    calls.flatMap(({ node, name, object, args: [event, listener, options] }) => {
      if (name !== 'addEventListener' || object === null || !isInlineFunction(listener)) return [];
      if (options?.type === 'ObjectExpression' || options?.type === 'Identifier') return [];
      const body = tree.ancestors(node).find((at): at is ClassBody => at.type === 'ClassBody');
      const hasEnd = body?.body.some(
        (member) =>
          member.type === 'ClassMethod' && member.key.type === 'Identifier' && ENDS.test(member.key.name),
      );
      const said = event?.type === 'StringLiteral' ? event.value : 'this';
      return hasEnd === true ? [{ node, message: `Nobody can remove this listener for ${said}.` }] : [];
    }),
};
