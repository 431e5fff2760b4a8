// A question wrapped into a function without parameters and asked again and again.
import { isInlineFunction } from '../functions.ts';
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const askedByThunk: Rule = {
  id: 'asked-by-thunk',
  category: 'repeated_call',
  cost: 'the work at each question',
  severity: 'low',
  confidence: 'medium',
  why: 'A function without parameters that is called twice in one run mostly answers the same.',
  mend: 'Keep the answer in a constant, or compute it once where it is first needed.',
  bad: `export function use(options, key) {
    const hasCached = () => options.getCached(key) !== undefined;
    const status = hasCached() ? 'done' : 'idle';
    return { status, pending: !hasCached() };
  }`,
  good: `export function use(options, key) {
    const hasCached = options.getCached(key) !== undefined;
    return { status: hasCached ? 'done' : 'idle', pending: !hasCached };
  }`,
  check: (source) =>
    source.scopes.bindings.flatMap(({ init, scope, references, identifier, kind }) => {
      if (
        kind !== 'const' ||
        scope.type === 'Program' ||
        !isInlineFunction(init ?? undefined) ||
        init === null
      )
        return [];
      if (init.type !== 'ArrowFunctionExpression' || init.params.length > 0 || init.async) return [];
      const body = bare(init.body);
      const isQuestion = body.type === 'BinaryExpression' || body.type === 'UnaryExpression';
      const asks = source.calls.some(
        ({ node, name, args }) =>
          source.tree.holds(init, node) &&
          args.length > 0 &&
          /^_?(get|find|resolve|parse|compute|read|load)/.test(name),
      );
      const owner = source.functionOf(identifier);
      const uses = references.filter(
        (name) => source.tree.parent(name)?.type === 'CallExpression' && source.functionOf(name) === owner,
      );
      return isQuestion && asks && uses.length > 1 && owner !== null
        ? [
            {
              node: init,
              message: `\`${pathOf(identifier)}()\` asks anew at each of ${references.length} places.`,
            },
          ]
        : [];
    }),
};
