// A list that is searched once in each turn of a loop, as a Set made once before it: n + m steps instead of n · m.
import type { Identifier, Node } from '@babel/types';
import { bare, type Call } from '../../tools/lint/calls.ts';
import { isFunction } from '../../tools/lint/functions.ts';
import type { Binding } from '../../tools/lint/scopes.ts';
import type { Source } from '../../tools/lint/source.ts';
import { at, span, type Codemod, type Mend } from '../codemod.ts';
import { constantOf } from '../constants.ts';
import type { Edit } from '../edit.ts';
import { isSurelyList } from '../lists.ts';
import { freshName } from '../module-level.ts';

/** Neither changes the list nor hands it on; strings have none of them but `includes`, `indexOf`, `at` and `length`. */
const READS =
  /^(includes|indexOf|length|at|map|filter|flatMap|some|every|find|findIndex|forEach|reduce|join|entries|keys|values)$/;
const ONLY_LISTS = /^(map|filter|flatMap|some|every|find|findIndex|forEach|reduce|join)$/;

export const listToSet = {
  id: 'list-to-set',
  why: 'Each turn of the loop goes through the whole list again; a Set made before the loop answers at once. `includes` and `has` compare alike (SameValueZero, ECMA-262). Inside the loop the list is only read, under this one name, and nothing there waits.',
  risk: 'low',
  bad: 'export function missing(wanted, stock) {\n  const names = stock.map((item) => item.name);\n  return wanted.filter((name) => !names.includes(name));\n}\n',
  good: 'export function missing(wanted, stock) {\n  const names = new Set(stock.map((item) => item.name));\n  return wanted.filter((name) => !names.has(name));\n}\n',
  find: ({ code }) => {
    const done = new Set<Binding>();
    return code.calls.flatMap((call): readonly Mend[] => {
      const found = searchIn(call, code);
      if (found === null || done.has(found.binding)) return [];
      const { binding, region, statement } = found;
      const inside = binding.references.filter((reference) => code.tree.holds(region, reference));
      const searches = inside.map((reference) => searchAt(reference, code));
      if (!inside.every((reference) => isRead(reference, code))) return [];
      const sureness = surenessOf(binding, code);
      if (sureness === null) return [];
      done.add(binding);
      const name = freshName(code, `${binding.name}Set`);
      const line = `const ${name} = new Set(${binding.name});${newline(code.text)}${indentAt(code.text, span(statement).start)}`;
      const edits: Edit[] = [
        { start: span(statement).start, end: span(statement).start, text: line },
        ...searches.flatMap((search) =>
          search === null
            ? []
            : [
                { ...span(search.object), text: name },
                { ...span(search.property), text: 'has' },
              ],
        ),
      ];
      return [
        {
          ...at(call.node),
          subject: `${binding.name} ${code.textOf(region).slice(0, 80)}`,
          title: `Look ${binding.name} up in a Set`,
          ...(sureness === 'likely' && {
            risk: 'medium',
            note: `Look whether ${binding.name} can be missing: reading it threw then, and an empty Set does not.`,
          }),
          edits,
        },
      ];
    });
  },
} as const satisfies Codemod;

interface Search {
  readonly binding: Binding;
  /** The outermost loop or callback around the search that does not hold the list's declaration. */
  readonly region: Node;
  /** What the Set is made before, in a block of the same function. */
  readonly statement: Node;
}

function searchIn({ node, name, object, args }: Call, code: Source): Search | null {
  if (name !== 'includes' || object === null || args.length !== 1) return null;
  const list = bare(object);
  if (list.type !== 'Identifier' || list !== object) return null;
  const binding = code.scopes.resolve(list);
  if (binding === null || binding.writes.length > 0 || !/^(const|param)$/.test(binding.kind)) return null;
  // A constant list of the module is another mend's.
  if (binding.init !== null && constantOf(binding.init) !== undefined && constantOf(binding.init) !== null)
    return null;
  const region = code
    .repeats(node)
    .map((repeat) => repeat.node)
    .findLast((outer) => !code.tree.holds(outer, binding.identifier));
  if (region === undefined || waits(region, code)) return null;
  const statement = [region, ...code.tree.ancestors(region)].find(
    (one) => code.tree.parent(one)?.type === 'BlockStatement',
  );
  if (statement === undefined || code.functionOf(statement) !== code.functionOf(region)) return null;
  const block = code.tree.parent(statement);
  if (block === null) return null;
  const isVisible =
    binding.kind === 'param'
      ? code.tree.holds(binding.scope, statement)
      : code.tree.holds(binding.scope, statement) && (binding.declaration.end ?? 0) <= span(statement).start;
  return isVisible ? { binding, region, statement } : null;
}

function waits(region: Node, { tree }: Source): boolean {
  return tree
    .within(region)
    .some(
      (node) =>
        /^(AwaitExpression|YieldExpression)$/.test(node.type) || (isFunction(node) && node.async === true),
    );
}

function isRead(reference: Identifier, { tree }: Source): boolean {
  const member = tree.parent(reference);
  if (member?.type === 'ForOfStatement') return member.right === reference;
  if (member?.type !== 'MemberExpression' || member.object !== reference) return false;
  const user = tree.parent(member);
  const isPlace =
    user?.type === 'UpdateExpression' ||
    user?.type === 'UnaryExpression' ||
    (user?.type === 'AssignmentExpression' && user.left === member);
  if (member.computed) return !isPlace && !(user !== null && 'callee' in user && user.callee === member);
  return member.property.type === 'Identifier' && READS.test(member.property.name) && !isPlace;
}

/** `list.includes(x)`; null for another use. */
function searchAt(
  reference: Identifier,
  { tree }: Source,
): { readonly object: Node; readonly property: Node } | null {
  const member = tree.parent(reference);
  if (member?.type !== 'MemberExpression' || member.computed || member.property.type !== 'Identifier')
    return null;
  const call = tree.parent(member);
  const isSearch =
    member.property.name === 'includes' &&
    call?.type === 'CallExpression' &&
    call.callee === member &&
    call.arguments.length === 1 &&
    call.arguments[0]?.type !== 'SpreadElement';
  return isSearch ? { object: member.object, property: member.property } : null;
}

/** Null where it may be a string. */
function surenessOf(binding: Binding, code: Source): 'sure' | 'likely' | null {
  if (isSurelyList(binding.identifier, code)) return 'sure';
  const isUsedAsList = binding.references.some((reference) => {
    const member = code.tree.parent(reference);
    return (
      member?.type === 'MemberExpression' &&
      !member.computed &&
      member.property.type === 'Identifier' &&
      ONLY_LISTS.test(member.property.name)
    );
  });
  const made = binding.init === null ? null : bare(binding.init);
  const isMadeByMap =
    made?.type === 'CallExpression' &&
    made.callee.type === 'MemberExpression' &&
    made.callee.property.type === 'Identifier' &&
    /^(map|filter|flatMap|toSorted)$/.test(made.callee.property.name);
  return isUsedAsList || isMadeByMap ? 'likely' : null;
}

function indentAt(text: string, start: number): string {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^[\t ]*/.exec(line)?.[0] ?? '';
}

function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
