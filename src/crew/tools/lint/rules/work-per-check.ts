// The page asked or a frame ordered in a hook that Angular calls at each check of the component.
import type { Rule } from '../rule.ts';
import { isInlineFunction } from '../functions.ts';

const HOOK = /^(ngDoCheck|ngAfterViewChecked|ngAfterContentChecked)$/;
const ASKS =
  /^(requestAnimationFrame|setTimeout|querySelector|querySelectorAll|getBoundingClientRect|getComputedStyle|detectChanges)$/;
const SIZES = /^(offset|client|scroll)(Width|Height|Top|Left)$/;

export const workPerCheck: Rule = {
  id: 'work-per-check',
  category: 'needless_rerender',
  alsoCategories: ['layout_thrash', 'dom_work'],
  cost: 'a look at the page at each check of all components',
  severity: 'medium',
  confidence: 'medium',
  why: 'Angular calls this hook after each event anywhere in the app, whether anything of the component changed or not.',
  mend: 'Do it when the input or the content changes, or compare a field first and leave.',
  bad: `@Component({}) class Tabs {
    ngAfterViewChecked() { requestAnimationFrame(() => this.bar.align(this.selected)); }
  }`,
  good: `@Component({}) class Tabs {
    ngAfterContentChecked() { if (this.index !== this.last) { this.last = this.index; requestAnimationFrame(() => this.bar.align(this.selected)); } }
  }`,
  check: ({ tree, calls }) =>
    tree.of('ClassMethod').flatMap((method) => {
      if (method.key.type !== 'Identifier' || !HOOK.test(method.key.name)) return [];
      const isGuarded = (node: (typeof tree.nodes)[number]): boolean =>
        tree
          .ancestors(node)
          .some((at) => tree.holds(method, at) && at.type === 'IfStatement' && !tree.holds(at.test, node));
      const call = calls.find(
        ({ node, name }) => tree.holds(method, node) && ASKS.test(name) && !isGuarded(node),
      );
      const read = tree
        .of('MemberExpression')
        .find(
          (node) =>
            tree.holds(method, node) &&
            node.property.type === 'Identifier' &&
            SIZES.test(node.property.name) &&
            !isGuarded(node) &&
            !isInlineFunction(tree.parent(node) ?? undefined),
        );
      const found = call?.node ?? read;
      return found === undefined
        ? []
        : [{ node: found, message: `This runs at each \`${method.key.name}\`.` }];
    }),
};
