// A list built by copying it once per item, built by adding to it.
import type { ArrayExpression, Node } from '@babel/types';
import { bare } from '../../tools/lint/calls.ts';
import { isInlineFunction } from '../../tools/lint/functions.ts';
import type { Source } from '../../tools/lint/source.ts';
import { at, span, type Codemod, type Mend } from '../codemod.ts';
import type { Edit } from '../edit.ts';
import { returnsOf } from '../plain-items.ts';

export const pushInReduce = {
  id: 'push-in-reduce',
  why: 'Each turn copies all items gathered so far, which grows with their square. The list starts as `[]` written in place, and inside of the callback it is named only where it is copied or handed back, so nobody holds an earlier copy.',
  risk: 'low',
  bad: 'export const doubled = (all) => all.reduce((done, item) => [...done, item * 2], []);\n',
  good: 'export const doubled = (all) => all.reduce((done, item) => { done.push(item * 2); return done; }, []);\n',
  find: ({ code }) =>
    code.calls.flatMap(({ node, name, args, object }): readonly Mend[] => {
      const [callback, start, ...more] = args;
      if (
        !/^reduce(Right)?$/.test(name) ||
        object === null ||
        more.length > 0 ||
        node.type !== 'CallExpression'
      )
        return [];
      const empty = start === undefined ? null : bare(start);
      if (!isInlineFunction(callback) || empty?.type !== 'ArrayExpression' || empty.elements.length > 0)
        return [];
      const [list] = callback.params;
      if (list?.type !== 'Identifier' || callback.params.length > 3 || callback.async || callback.generator)
        return [];
      const binding = code.scopes.bindings.find(({ identifier }) => identifier === list);
      if (
        binding === undefined ||
        binding.writes.length > 0 ||
        callback.params.slice(1).some((param) => code.textOf(param).startsWith('...'))
      )
        return [];
      const changed = returnsOf(callback, code).map((answer) => rewrite(answer, list.name, code));
      const allowed = new Set(changed.flatMap((one) => one?.uses ?? []));
      if (changed.includes(null) || !binding.references.every((use) => allowed.has(use))) return [];
      // A path without `return` hands on undefined: the next turn must go on failing.
      if (callback.body.type === 'BlockStatement' && callback.body.body.at(-1)?.type !== 'ReturnStatement')
        return [];
      const edits = changed.flatMap((one) => one?.edits ?? []);
      if (edits.length === 0) return [];
      return [
        {
          ...at(node),
          subject: code.textOf(callback),
          title: `Add to ${list.name} instead of copying it in each turn`,
          edits,
        },
      ];
    }),
} as const satisfies Codemod;

interface Rewritten {
  readonly uses: readonly Node[];
  readonly edits: readonly Edit[];
}

/** Null for an answer that is neither the list nor a copy of it with more at its end. */
function rewrite(answer: Node, name: string, code: Source): Rewritten | null {
  const copy = copyOf(answer, name);
  const parent = code.tree.parent(answer);
  if (answer.type === 'Identifier' && answer.name === name) return { uses: [answer], edits: [] };
  if (copy !== null) {
    const statement = `${pushes(copy, name, code)} return ${name};`;
    if (parent?.type === 'ArrowFunctionExpression')
      return { uses: [copy.use], edits: [{ ...bodyOf(answer, code), text: `{ ${statement} }` }] };
    if (parent?.type !== 'ReturnStatement') return null;
    const isAlone = code.tree.parent(parent)?.type !== 'BlockStatement';
    return { uses: [copy.use], edits: [{ ...span(parent), text: isAlone ? `{ ${statement} }` : statement }] };
  }
  if (answer.type !== 'ConditionalExpression' || parent?.type !== 'ArrowFunctionExpression') return null;
  const { test, consequent, alternate } = answer;
  const isMet = alternate.type === 'Identifier' && alternate.name === name;
  const added = copyOf(isMet ? consequent : alternate, name);
  const kept = isMet ? alternate : consequent;
  if (added === null || kept.type !== 'Identifier' || kept.name !== name) return null;
  const asked = isMet ? code.textOf(test) : `!(${code.textOf(test)})`;
  const text = `{ if (${asked}) ${pushes(added, name, code)} return ${name}; }`;
  return { uses: [added.use, kept], edits: [{ ...bodyOf(answer, code), text }] };
}

interface Copy {
  readonly use: Node;
  readonly added: ArrayExpression['elements'];
}

/** `[...list, a, b]`, `list.concat([a])`. */
function copyOf(node: Node, name: string): Copy | null {
  if (node.type === 'ArrayExpression') {
    const [first, ...added] = node.elements;
    if (
      first?.type !== 'SpreadElement' ||
      first.argument.type !== 'Identifier' ||
      first.argument.name !== name
    )
      return null;
    const isPlainly =
      added.length > 0 && added.every((item) => item !== null && item.type !== 'SpreadElement');
    return isPlainly ? { use: first.argument, added } : null;
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const { object, property, computed } = node.callee;
  const [list, ...more] = node.arguments;
  if (object.type !== 'Identifier' || object.name !== name || computed || more.length > 0) return null;
  if (property.type !== 'Identifier' || property.name !== 'concat' || list?.type !== 'ArrayExpression')
    return null;
  const isPlainly =
    list.elements.length > 0 && list.elements.every((item) => item !== null && item.type !== 'SpreadElement');
  return isPlainly ? { use: object, added: list.elements } : null;
}

function pushes({ added }: Copy, name: string, { textOf }: Source): string {
  return `${name}.push(${added.map((item) => (item === null ? '' : textOf(item))).join(', ')});`;
}

/** With the parentheses around it. */
function bodyOf(answer: Node, { text, tree }: Source): Pick<Edit, 'start' | 'end'> {
  const parent = tree.parent(answer);
  const end = parent?.end ?? answer.end ?? 0;
  const before = /(?:\(\s*)*$/.exec(text.slice(0, answer.start ?? 0));
  return { start: end === answer.end ? (answer.start ?? 0) : (before?.index ?? 0), end };
}
