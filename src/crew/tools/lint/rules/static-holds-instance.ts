// The newest instance kept in a static field that nobody clears: it and all it holds stay.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const staticHoldsInstance: Rule = {
  id: 'static-holds-instance',
  category: 'memory_leak',
  cost: 'one instance with all it holds, for good',
  severity: 'medium',
  confidence: 'high',
  why: 'What a class refers to is never freed, so the last instance outlives its page.',
  mend: 'Set the field to null where the instance is destroyed, if it still is this one.',
  bad: `class Outlet {
    static newest: Outlet | null = null;
    constructor() { Outlet.newest = this; }
  }`,
  good: `class Outlet {
    static newest: Outlet | null = null;
    constructor() { Outlet.newest = this; }
    destroy() { if (Outlet.newest === this) Outlet.newest = null; }
  }`,
  check: ({ tree, textOf }) =>
    tree.of('AssignmentExpression').flatMap((node) => {
      const path = pathOf(node.left);
      if (node.right.type !== 'ThisExpression' || !/^[A-Z]\w*\.\w+$/.test(path)) return [];
      const owner = tree.ancestors(node).find((at) => at.type === 'ClassDeclaration');
      if (owner?.type !== 'ClassDeclaration' || owner.id?.name !== path.split('.')[0]) return [];
      const isCleared = tree
        .within(owner)
        .some(
          (at) =>
            (at.type === 'AssignmentExpression' &&
              pathOf(at.left) === path &&
              /^(null|undefined)\b/.test(textOf(at.right))) ||
            (at.type === 'UnaryExpression' && at.operator === 'delete' && pathOf(at.argument) === path),
        );
      return isCleared ? [] : [{ node, message: `\`${path}\` keeps this instance for good.` }];
    }),
};
