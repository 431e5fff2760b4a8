// Whether a call would answer the same when it is made again further down in the function.
import type { Node } from '@babel/types';
import { type Call, pathOf } from './calls.ts';
import { isPathCall, isTextCall } from './pure.ts';
import type { Source } from './source.ts';

/** What it reads is made once in the function, before the first call, and nobody is given it in between. */
export function isSteady(first: Call, second: Call, source: Source): boolean {
  const { tree, scopes, calls } = source;
  const isOfText = isPathCall(first, source) || isTextCall(first) || first.name === 'toString';
  const names = [first.node, ...tree.within(first.node)].filter((node) => node.type === 'Identifier');
  const isFixed = names.every((name) => {
    const binding = name.type === 'Identifier' ? scopes.resolve(name) : null;
    if (binding === null) return true;
    return (
      binding.writes.length === 0 &&
      /^(const|param|import|function)$/.test(binding.kind) &&
      tree.holds(binding.scope, second.node)
    );
  });
  if (!isFixed || isOfText) return isFixed;
  const paths = new Set(names.map(pathOf));
  const [from, to] = [first.node.end ?? 0, second.node.start ?? 0];
  const isBetween = ({ start, end }: Node): boolean => (start ?? 0) > from && (end ?? 0) <= to;
  const isGiven = calls.some(
    ({ node, object, args }) =>
      isBetween(node) &&
      [object, ...args].some((part) => part !== null && paths.has(pathOf(part).split('.')[0] ?? '')),
  );
  return (
    !isGiven &&
    !tree
      .of('AssignmentExpression')
      .some((node) => isBetween(node) && paths.has(pathOf(node.left).split('.')[0] ?? ''))
  );
}
