// A cache of the module that only ever grows.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { Hit, Rule } from '../rule.ts';
import type { Binding } from '../scopes.ts';
import type { Source } from '../source.ts';

const CACHE = /cache|memo|seen|byId|registry|store|sessions?|pending|history/i;
const LEAVES = /^(delete|clear|evict|prune|shift|splice|pop)$/;

export const unboundedCache: Rule = {
  id: 'unbounded-cache',
  category: 'unbounded_cache',
  alsoCategories: ['memory_leak'],
  cost: 'memory grows with each new key',
  severity: 'high',
  confidence: 'medium',
  why: 'Nothing ever leaves the Map, so a process that runs long enough ends out of memory.',
  mend: 'Bound it (an LRU cache, a maximum size, a time to live), or key a WeakMap by an object.',
  bad: `const userCache = new Map();
  export async function handler(req, res) {
    userCache.set(req.params.id, await loadUser(req.params.id));
    res.json(userCache.get(req.params.id));
  }`,
  good: `const userCache = new LRUCache({ max: 1000 });
  export async function handler(req, res) {
    userCache.set(req.params.id, await loadUser(req.params.id));
    res.json(userCache.get(req.params.id));
  }`,
  check: ({ scopes, calls, functionOf, text, tree }) => [
    ...tables(scopes.bindings, { tree, functionOf, text }),
    ...statics({ tree, text }),
    ...scopes.bindings.flatMap(({ kind, scope, init, name, references, identifier }) => {
      if (
        scope.type !== 'Program' ||
        kind !== 'const' ||
        init?.type !== 'NewExpression' ||
        pathOf(init.callee) !== 'Map' ||
        !CACHE.test(name)
      )
        return [];
      if (
        init.arguments.length > 0 ||
        new RegExp(`export\\s*\\{[^}]*\\b${name}\\b|export const ${name}\\b`).test(text)
      )
        return [];
      const used = calls.filter(({ object }) => object?.type === 'Identifier' && references.includes(object));
      const grows = used.find(
        ({ name: method, node, args: [key] }) =>
          method === 'set' && functionOf(node) !== null && key?.type !== 'StringLiteral',
      );
      const isBounded =
        used.some(({ name: method }) => LEAVES.test(method)) ||
        references.length > used.length ||
        new RegExp(`\\b${name}\\.size\\b`).test(text);
      return grows === undefined || isBounded
        ? []
        : [{ node: identifier, message: `\`${name}\` gains entries at each call and never loses one.` }];
    }),
  ],
};

/** `const cache = {}` of the module, written by names that come with the call. */
function tables(
  bindings: readonly Binding[],
  { tree, functionOf, text }: Pick<Source, 'tree' | 'functionOf' | 'text'>,
): readonly Hit[] {
  return bindings.flatMap(({ kind, scope, init, name, references, identifier }) => {
    const isEmpty = init?.type === 'ObjectExpression' && init.properties.length === 0;
    if (scope.type !== 'Program' || kind !== 'const' || !isEmpty || !/cache|memo/i.test(name)) return [];
    const isWritten = references.some((reference) => {
      const member = tree.parent(reference);
      const write = member === null ? null : tree.parent(member);
      return (
        member?.type === 'MemberExpression' &&
        member.computed &&
        member.property.type !== 'StringLiteral' &&
        write?.type === 'AssignmentExpression' &&
        write.left === member &&
        functionOf(write) !== null
      );
    });
    const isGivenAway = references.some((reference) => !isOnlyAsked(reference, tree));
    const isBounded = isGivenAway || new RegExp(`delete ${name}\\b|Object\\.keys\\(${name}\\)`).test(text);
    return isWritten && !isBounded
      ? [{ node: identifier, message: `\`${name}\` gains entries at each call and never loses one.` }]
      : [];
  });
}

/** `static cache = new Map()`: as long-lived as the class. */
function statics({ tree, text }: Pick<Source, 'tree' | 'text'>): readonly Hit[] {
  return tree.of('ClassProperty').flatMap((member) => {
    const isMap = member.value?.type === 'NewExpression' && pathOf(member.value.callee) === 'Map';
    if (!member.static || !isMap || member.key.type !== 'Identifier' || !/cache|memo/i.test(member.key.name))
      return [];
    const { name } = member.key;
    const isGrown = new RegExp(`\\.${name}\\.set\\(`).test(text);
    const isBounded = new RegExp(`\\.${name}\\.(delete|clear|size)\\b|\\.${name}\\s*=[^=]`).test(text);
    return isGrown && !isBounded
      ? [{ node: member, message: `\`${name}\` gains entries at each call and never loses one.` }]
      : [];
  });
}

/** `table[key]` and `key in table`. */
function isOnlyAsked(reference: Node, tree: Source['tree']): boolean {
  const parent = tree.parent(reference);
  return (
    parent?.type === 'MemberExpression' ||
    (parent?.type === 'BinaryExpression' && parent.operator === 'in' && parent.right === reference)
  );
}
