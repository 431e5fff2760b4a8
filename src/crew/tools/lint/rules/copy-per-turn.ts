// Each member copied on its way into another list, although nobody changes the copy.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const copyPerTurn: Rule = {
  id: 'copy-per-turn',
  category: 'redundant_copy',
  cost: 'an object and all its fields per turn',
  severity: 'low',
  confidence: 'medium',
  why: 'A copy that is only handed on is worth no more than what it was made of.',
  mend: 'Hand on the object itself.',
  bad: `export function collect(nodes, found) {
    for (const node of nodes) { const copy = { ...node }; found.push(copy); }
  }`,
  good: `export function collect(nodes, found) {
    for (const node of nodes) found.push(node);
  }`,
  check: (source) =>
    source.scopes.bindings.flatMap(({ init, references, kind }) => {
      const made = init === null ? null : bare(init);
      const members =
        made?.type === 'ObjectExpression'
          ? made.properties
          : made?.type === 'ArrayExpression'
            ? made.elements
            : [];
      const [only] = members;
      if (made === null || kind !== 'const' || members.length !== 1 || only?.type !== 'SpreadElement')
        return [];
      const [use] = references;
      const isHandedOn =
        references.length === 1 && use !== undefined && source.tree.parent(use)?.type === 'CallExpression';
      return isHandedOn && source.repeats(made).length > 0
        ? [{ node: made, message: 'Each member is copied only to be handed on.' }]
        : [];
    }),
};
