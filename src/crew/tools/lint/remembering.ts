// Functions that keep their answers in a Map or Set of the module: they are called often, or that would be pointless.
import type { FunctionNode } from './functions.ts';
import type { Source } from './source.ts';

/** It asks the module's Map for what a parameter of its own names. */
export function isRemembering(owner: FunctionNode, { calls, tree, scopes }: Source): boolean {
  return calls.some(({ node, name, object, args: [key] }) => {
    if (object?.type !== 'Identifier' || key?.type !== 'Identifier' || !/^(get|has)$/.test(name))
      return false;
    if (!tree.holds(owner, node) || scopes.resolve(key)?.scope !== owner) return false;
    const kept = scopes.resolve(object);
    const isKept = kept?.scope.type === 'Program' && kept.init?.type === 'NewExpression';
    return isKept && scopes.resolve(key)?.kind === 'param' && isFilled(object.name);
  });

  /** A table that is only read remembers nothing. */
  function isFilled(kept: string): boolean {
    return calls.some(
      ({ node, name, object }) =>
        object?.type === 'Identifier' &&
        object.name === kept &&
        /^(set|add)$/.test(name) &&
        tree.holds(owner, node),
    );
  }
}
