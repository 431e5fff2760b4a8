// A cache that is filled only after the wait, so that all who ask meanwhile do the work too.
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const cacheStampede: Rule = {
  id: 'cache-stampede',
  category: 'missing_cache',
  cost: 'the work times the callers that ask meanwhile',
  severity: 'medium',
  confidence: 'medium',
  why: 'Between the miss and the answer the cache is empty: everyone who asks in that time starts the same work.',
  mend: 'Put the promise itself into the cache before it is awaited, and take it out where it fails.',
  bad: `const entries = new Map();
  async function entry(name) {
    if (entries.has(name)) return entries.get(name);
    const value = await load(name);
    entries.set(name, value);
    return value;
  }`,
  good: `const entries = new Map();
  function entry(name) {
    if (entries.has(name)) return entries.get(name);
    const value = load(name);
    entries.set(name, value);
    return value;
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args }) => {
      const owner = source.functionOf(node);
      const value = args[1] === undefined ? null : bare(args[1]);
      if (name !== 'set' || object === null || args.length !== 2 || owner?.async !== true || value === null)
        return [];
      const cache = pathOf(object);
      const isAsked = source.calls.some(
        (other) =>
          /^(get|has)$/.test(other.name) &&
          other.object !== null &&
          pathOf(other.object) === cache &&
          source.functionOf(other.node) === owner &&
          (other.node.start ?? 0) < (node.start ?? 0),
      );
      const init = value.type === 'Identifier' ? source.scopes.resolve(value)?.init : value;
      const isLate =
        init?.type === 'AwaitExpression' &&
        bare(init.argument).type === 'CallExpression' &&
        source.functionOf(init) === owner;
      return cache !== '' && isAsked && isLate
        ? [{ node, message: `\`${cache}\` is filled after the wait: who asks meanwhile works too.` }]
        : [];
    }),
};
