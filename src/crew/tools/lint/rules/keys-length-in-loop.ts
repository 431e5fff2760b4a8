// All keys listed in each turn only to count them.
import { bare, pathOf } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';

export const keysLengthInLoop: Rule = {
  id: 'keys-length-in-loop',
  category: 'extra_iteration',
  cost: 'O(n·m)',
  severity: 'medium',
  confidence: 'high',
  why: 'Each turn makes a list of all keys of the same object to read its length.',
  mend: 'Count while adding, or use a Map, whose size is known.',
  bad: `function fill(rows: Row[], seen: Record<string, Row>) {
    for (const row of rows) { if (Object.keys(seen).length < 100) seen[row.id] = row; }
  }`,
  good: `function fill(rows: Row[], seen: Map<string, Row>) {
    for (const row of rows) { if (seen.size < 100) seen.set(row.id, row); }
  }`,
  check: (source) =>
    source.tree.of('MemberExpression').flatMap((node) => {
      const keys = bare(node.object);
      if (
        node.property.type !== 'Identifier' ||
        node.property.name !== 'length' ||
        keys.type !== 'CallExpression' ||
        !/^Object\.(keys|values|entries)$/.test(pathOf(keys.callee))
      )
        return [];
      const [repeat] = source.repeats(node);
      const isOuter =
        repeat !== undefined &&
        isFrom(repeat.node, keys, source) &&
        source.tree
          .within(repeat.node)
          .some(
            (at) =>
              at.type === 'AssignmentExpression' &&
              at.left.type === 'MemberExpression' &&
              pathOf(at.left.object) === pathOf(keys.arguments[0] ?? keys),
          );
      return isOuter
        ? [{ node, message: 'All keys of an object are listed in each turn to count them.' }]
        : [];
    }),
};
