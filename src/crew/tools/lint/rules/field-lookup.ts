// A method that finds one member of a field's list by its key: the field should be a Map.
import { pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';

export const fieldLookup: Rule = {
  id: 'field-lookup',
  category: 'linear_lookup_per_call',
  cost: 'O(n) a call',
  severity: 'medium',
  confidence: 'medium',
  why: 'A method that finds by key is called once per thing that has one, and walks the whole field each time.',
  mend: 'Keep a Map by that key beside the list, or instead of it.',
  bad: `class Chief {
    byName(name: string) { return this.workspaces.find((workspace) => workspace.name === name); }
  }`,
  good: `class Chief {
    byName(name: string) { return this.workspaceByName.get(name); }
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args: [test] }) => {
      if (object === null || !/^(find|findIndex)$/.test(name) || !isInlineFunction(test)) return [];
      if (!/^this\.[#\w]+$/.test(pathOf(object)) || source.functionOf(node)?.type !== 'ClassMethod')
        return [];
      if (
        source.repeats(node).length > 0 ||
        test.body.type !== 'BinaryExpression' ||
        test.body.operator !== '==='
      )
        return [];
      const { left, right } = test.body;
      const isByKey =
        left.type === 'MemberExpression' && right.type === 'Identifier' && isFrom(test, right, source);
      return isByKey
        ? [{ node, message: `\`${pathOf(object)}\` is walked to find one member by its key.` }]
        : [];
    }),
};
