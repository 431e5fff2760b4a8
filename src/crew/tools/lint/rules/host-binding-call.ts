// A method called by a host binding runs at each change detection.
import type { Rule } from '../rule.ts';

export const hostBindingCall: Rule = {
  id: 'host-binding-call',
  category: 'needless_rerender',
  cost: 'one call per binding and check of the view',
  severity: 'low',
  confidence: 'medium',
  why: 'Angular evaluates host bindings at each change detection, whether or not anything changed.',
  mend: 'Keep the answer in a field or a computed signal.',
  bad: `@Component({ host: { '[class.basic]': 'isBasic()' } })
  class Chip { isBasic() { return this.element.hasAttribute('basic'); } }`,
  good: `@Component({ host: { '[class.basic]': 'isBasic' } })
  class Chip { isBasic = this.element.hasAttribute('basic'); }`,
  check: ({ tree, textOf }) => {
    const methods = new Map(
      tree
        .of('ClassMethod')
        .flatMap((method) =>
          method.key.type === 'Identifier' ? [[method.key.name, textOf(method.body)] as const] : [],
        ),
    );
    return tree.of('ObjectProperty').flatMap((node) => {
      if (
        node.key.type !== 'StringLiteral' ||
        !node.key.value.startsWith('[') ||
        node.value.type !== 'StringLiteral'
      )
        return [];
      const body = methods.get(/^!?(\w+)\(\)$/.exec(node.value.value)?.[1] ?? '');
      const readsDom =
        /\b(hasAttribute|getAttribute|querySelector|getBoundingClientRect|offset\w+|nativeElement|matches|toLowerCase)\b/.test(
          body ?? '',
        );
      return readsDom
        ? [{ node, message: `\`${node.value.value}\` asks the DOM at each change detection.` }]
        : [];
    });
  },
};
