// Whether the turns of a loop need each other: what one puts into something of outside, another reads.
import type { Node } from '@babel/types';
import { pathOf } from './calls.ts';
import { isFrom } from './invariance.ts';
import type { Source } from './source.ts';

const GROWS = /^(push|unshift|splice|set|add|delete)$/;

export function buildsOnTurns(loop: Node, source: Source): boolean {
  const inner = source.calls.filter(({ node }) => source.tree.holds(loop, node));
  const changed = inner.flatMap(({ name, object }) =>
    object !== null && GROWS.test(name) && pathOf(object) !== '' && isFrom(loop, object, source)
      ? [object]
      : [],
  );
  const assigned = source.tree.within(loop).flatMap((at) => {
    if (at.type !== 'AssignmentExpression' || at.left.type !== 'MemberExpression') return [];
    return pathOf(at.left.object) !== '' && isFrom(loop, at.left.object, source) ? [at.left.object] : [];
  });
  const all = [...changed, ...assigned];
  const paths = new Set(all.map(pathOf));
  // What was met before may be passed over; who does that asks for each thing once.
  const asked = inner.flatMap(({ name, object }) => (name === 'has' && object !== null ? [object] : []));
  return source.tree
    .within(loop)
    .some((at) => paths.has(pathOf(at)) && !all.includes(at) && !asked.includes(at));
}
