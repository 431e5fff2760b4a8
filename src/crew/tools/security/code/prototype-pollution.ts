// Deep merges of what a request says: `__proto__` in it changes every object of the process.
import type { Node } from '@babel/types';
import type { Call } from '../../lint/calls.ts';
import { type FunctionNode, isFunction } from '../../lint/functions.ts';
import type { Source } from '../../lint/source.ts';
import { type CodeRule, hit, sureness } from './code-rule.ts';
import { namesAround } from './objects.ts';
import { originOf } from './origin.ts';

const MERGE = /^(merge|mergeWith|defaultsDeep|deepMerge|mergeDeep|deepmerge|deepExtend|extend|setWith)$/;
const GUARD = /__proto__|constructor|prototype|isUnsafe|hasOwn|Object\.create\(null\)/;

export const prototypePollution: CodeRule = {
  id: 'prototype-pollution',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-1321',
  why: 'JSON may name a key `__proto__`; a merge that follows it writes into Object.prototype, and every check of a missing property lies.',
  mend: 'Check the input by a schema and copy the known keys; refuse `__proto__`, `constructor` and `prototype` in a merge of your own.',
  bad: "app.post('/settings', (req, res) => { res.json(_.merge(settings, req.body)); });",
  good: "app.post('/settings', (req, res) => { res.json({ ...settings, theme: String(req.body.theme) }); });",
  check: (source) => [
    ...source.calls.flatMap((call) => {
      if (!MERGE.test(call.name) || !isDeep(call)) return [];
      const isFed = call.args.some((part) => originOf(part, source) === 'request');
      const message = `\`${call.name}\` follows every key that input from outside names.`;
      return isFed ? [hit(call.node, message, sureness('request', call.node, source))] : [];
    }),
    ...source.tree.nodes.flatMap((node) =>
      isFunction(node) && isOpenMerge(node, source)
        ? [hit(node, 'A merge that calls itself follows every key of its source, `__proto__` too.', 'medium')]
        : [],
    ),
  ],
};

/** jQuery's and node-extend's is deep only where it is told so first. */
function isDeep({ name, args: [first] }: Call): boolean {
  return name !== 'extend' || (first?.type === 'BooleanLiteral' && first.value);
}

/** `for (key in source) target[key] = merge(target[key], source[key])`, with no look at the key. */
function isOpenMerge(node: FunctionNode, source: Source): boolean {
  const name = node.type === 'FunctionDeclaration' ? node.id?.name : namesAround(node, source)[0];
  if (name === undefined || !/merge|extend|assign|defaults/i.test(name) || GUARD.test(source.textOf(node)))
    return false;
  const inside = source.tree.within(node);
  const recursion = inside.find(
    (at) =>
      at.type === 'CallExpression' &&
      at.callee.type === 'Identifier' &&
      at.callee.name === name &&
      at.arguments.length > 1 &&
      at.arguments.slice(0, 2).every((part) => part.type === 'MemberExpression' && part.computed),
  );
  const isOwn = node.params.some((param) => param.type === 'Identifier' && writesInto(param.name, inside));
  const keys = inside.some(
    (at) =>
      at.type === 'ForInStatement' ||
      (at.type === 'ForOfStatement' && /Object\.(keys|entries)/.test(source.textOf(at.right))),
  );
  return recursion !== undefined && isOwn && keys;
}

/** What is made anew in the merge has no prototype that others share. */
function writesInto(name: string, inside: readonly Node[]): boolean {
  return inside.some(
    (at) =>
      at.type === 'AssignmentExpression' &&
      at.left.type === 'MemberExpression' &&
      at.left.computed &&
      at.left.object.type === 'Identifier' &&
      at.left.object.name === name,
  );
}
