// The same list made anew from the same list, several times in one function.
import { pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import { isInvariant } from '../invariance.ts';
import { areApart } from '../apart.ts';
import { isSteady } from '../steady.ts';
import type { Rule } from '../rule.ts';

export const listMadeAgain: Rule = {
  id: 'list-made-again',
  category: 'hoist_invariant',
  alsoCategories: ['repeated_call', 'extra_iteration'],
  cost: 'a walk and a list, again',
  severity: 'low',
  confidence: 'medium',
  why: 'The same step over the same list makes the same members each time.',
  mend: 'Make the list once, before its first use.',
  bad: `export function plan(project) {
    for (const config of project.layers.map((layer) => layer.config)) first(config);
    for (const config of project.layers.map((layer) => layer.config)) second(config);
  }`,
  good: `export function plan(project) {
    const configs = project.layers.map((layer) => layer.config);
    for (const config of configs) first(config);
    for (const config of configs) second(config);
  }`,
  check: (source) => {
    const made = source.calls.filter(
      ({ name, object, args: [step] }) =>
        object !== null &&
        pathOf(object) !== '' &&
        /^(map|filter|flatMap|find|findIndex|findLast)$/.test(name) &&
        ((isInlineFunction(step) && step.body.type !== 'BlockStatement') || step?.type === 'Identifier'),
    );
    const groups = Map.groupBy(
      made,
      ({ node }) => `${source.functionOf(node)?.start ?? ''}:${source.textOf(node).replaceAll(/\s+/g, ' ')}`,
    );
    return [...groups.values()].flatMap(([first, second]) => {
      const owner = first === undefined ? null : source.functionOf(first.node);
      if (first === undefined || second === undefined || owner === null) return [];
      const isSame =
        isInvariant(owner.body, first.node, source) ||
        pathOf(first.object ?? owner).includes('.') ||
        (!areApart(first.node, second.node, source) && isSteady(first, second, source));
      return isSame
        ? [
            {
              node: second.node,
              message: `The same list was already made in line ${first.node.loc?.start.line ?? 0}.`,
            },
          ]
        : [];
    });
  },
};
