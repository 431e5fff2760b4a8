// What a factory was given, worked on again in each call of the function that the factory made.
import type { Node } from '@babel/types';
import { type Call, pathOf } from '../calls.ts';
import { type FunctionNode, isFunction } from '../functions.ts';
import { isInvariant } from '../invariance.ts';
import { isTextCall } from '../pure.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const LISTS = /^Object\.(keys|values|entries|fromEntries)$/;

export const optionsWorkedPerCall: Rule = {
  id: 'options-worked-per-call',
  category: 'hoist_invariant',
  alsoCategories: ['repeated_call'],
  cost: 'the work at each call',
  severity: 'low',
  confidence: 'medium',
  why: 'The options are known once the factory runs, and the same at each call of what it returns.',
  mend: 'Do it in the factory, beside the returned function, and close over the result.',
  bad: `export const exposed = (options) => async (c, next) => {
    await next();
    c.header('Access-Control-Expose-Headers', options.names.join(','));
  };`,
  good: `export const exposed = (options) => {
    const names = options.names.join(',');
    return async (c, next) => { await next(); c.header('Access-Control-Expose-Headers', names); };
  };`,
  check: (source) =>
    source.calls.flatMap((call) => {
      const owner = source.functionOf(call.node);
      if (owner === null || !isWork(call) || source.repeats(call.node).length > 0) return [];
      if (isRare(call.node, source)) return [];
      const factory = factoryOf(owner, source);
      const isGiven = factory !== null && readsOf(factory, call.node, source);
      return isGiven && isInvariant(owner, call.node, source)
        ? [{ node: call.node, message: `${source.textOf(call.node).slice(0, 60)} is the same at each call.` }]
        : [];
    }),
};

/** A list made a text or a text a list; words trimmed or made small are quick. */
function isWork(call: Call): boolean {
  return LISTS.test(pathOf(call.callee)) || (isTextCall(call) && /^(join|split)$/.test(call.name));
}

/** For a message, told when something is wrong; or only counted, of what may be live. */
function isRare(node: Node, { tree, textOf }: Source): boolean {
  const parent = tree.parent(node);
  const isCounted = parent?.type === 'MemberExpression' && textOf(parent).endsWith('.length');
  return (
    isCounted ||
    tree.ancestors(node).some(({ type }) => type === 'ThrowStatement' || type === 'TemplateLiteral')
  );
}

/** The function that returns this one. */
function factoryOf(owner: FunctionNode, { tree, functionOf }: Source): FunctionNode | null {
  const parent = tree.parent(owner);
  if (parent?.type === 'ReturnStatement') return functionOf(parent);
  return parent !== null && isFunction(parent) && parent.body === owner ? parent : null;
}

/** It reads a constant of the factory or what the factory was given. */
function readsOf(factory: FunctionNode, node: Node, { tree, scopes }: Source): boolean {
  return tree.within(node).some((at) => {
    const binding = at.type === 'Identifier' ? scopes.resolve(at) : null;
    return (
      binding !== null &&
      (binding.kind === 'const' || binding.kind === 'param') &&
      binding.writes.length === 0 &&
      tree.holds(factory, binding.identifier)
    );
  });
}
