// A constant list that is only asked whether it holds something, as a Set.
import type { ArrayExpression, Identifier, Node } from '@babel/types';
import { bare } from '../../tools/lint/calls.ts';
import type { Binding } from '../../tools/lint/scopes.ts';
import type { Source } from '../../tools/lint/source.ts';
import { at, span, type Codemod, type Mend } from '../codemod.ts';
import { constantOf, isPlain } from '../constants.ts';
import type { Edit } from '../edit.ts';

/** Fewer are found sooner one after the other. */
const FEW = 5;
const MANY = 16;

export const setLookup = {
  id: 'set-lookup',
  why: 'Each question goes through the list; a Set answers at once. `includes` and `has` compare alike (SameValueZero, ECMA-262), and so does `indexOf` here, as no value of the list is NaN. The list is only asked whether it holds something, and it is not exported.',
  risk: 'low',
  bad: "const STOP = ['a', 'and', 'for', 'in', 'of', 'the'];\n\nexport const words = (all) => all.filter((word) => !STOP.includes(word));\n",
  good: "const STOP = new Set(['a', 'and', 'for', 'in', 'of', 'the']);\n\nexport const words = (all) => all.filter((word) => !STOP.has(word));\n",
  find: ({ code }) =>
    code.scopes.bindings.flatMap((binding): readonly Mend[] => {
      const list = constantList(binding);
      if (list === null || code.tree.parent(binding.declaration) === null) return [];
      const isOften = binding.references.some((reference) => code.repeats(reference).length > 0);
      if (list.elements.length < (isOften ? FEW : MANY) || isExported(binding, code)) return [];
      const uses = binding.references.map((reference) => askedAs(reference, code));
      const annotation = setType(binding.identifier, code);
      if (annotation === null || uses.length === 0) return [];
      const edits = uses.flatMap((use) => use ?? []);
      if (uses.includes(null)) return [];
      const [start, end] = [
        { start: list.start ?? 0, end: list.start ?? 0 },
        { start: list.end ?? 0, end: list.end ?? 0 },
      ];
      return [
        {
          ...at(binding.declaration),
          subject: binding.name,
          title: `Make ${binding.name} a Set`,
          edits: [...annotation, { ...start, text: 'new Set(' }, { ...end, text: ')' }, ...edits],
        },
      ];
    }),
} as const satisfies Codemod;

function constantList({ kind, init, writes }: Binding): ArrayExpression | null {
  if (kind !== 'const' || init?.type !== 'ArrayExpression' || writes.length > 0) return null;
  const values = constantOf(init);
  return Array.isArray(values) && values.every(isPlain) ? init : null;
}

function isExported({ declaration }: Binding, { tree }: Source): boolean {
  return tree.ancestors(declaration).some(({ type }) => type === 'ExportNamedDeclaration');
}

/** `LIST.includes(x)`, `LIST.indexOf(x) !== -1` and the like, as `LIST.has(x)`; null for anything else. */
function askedAs(reference: Identifier, { tree, textOf }: Source): readonly Edit[] | null {
  const member = tree.parent(reference);
  if (member?.type !== 'MemberExpression' || member.object !== reference || member.computed) return null;
  const call = tree.parent(member);
  if (call?.type !== 'CallExpression' || call.callee !== member || call.arguments.length !== 1) return null;
  if (call.arguments[0]?.type === 'SpreadElement' || member.property.type !== 'Identifier') return null;
  if (call.typeParameters || member.property.name.length === 0) return null;
  if (member.property.name === 'includes') return [{ ...span(member.property), text: 'has' }];
  if (member.property.name !== 'indexOf') return null;
  const isHeld = comparedAs(call, tree.parent(call), textOf);
  const comparison = tree.parent(call);
  if (isHeld === null || comparison === null) return null;
  const { start, end } = span(call);
  return [
    { start: span(comparison).start, end: start, text: isHeld ? '' : '!' },
    { ...span(member.property), text: 'has' },
    { start: end, end: span(comparison).end, text: '' },
  ];
}

const HELD = /^(!==? ?-1|> ?-1|>= ?0)$/;
const NOT_HELD = /^(===? ?-1|< ?0)$/;

function comparedAs(call: Node, comparison: Node | null, textOf: Source['textOf']): boolean | null {
  if (comparison?.type !== 'BinaryExpression' || bare(comparison.left) !== call) return null;
  if (comparison.left !== call) return null;
  const asked = `${comparison.operator} ${textOf(comparison.right)}`;
  if (HELD.test(asked)) return true;
  return NOT_HELD.test(asked) ? false : null;
}

/** Null where the type says more than a list of plain values. */
function setType({ typeAnnotation }: Identifier, { textOf }: Source): readonly Edit[] | null {
  if (!typeAnnotation) return [];
  const element = /^:\s*(?:readonly\s+)?(string|number)\[\]$/.exec(textOf(typeAnnotation))?.[1];
  return element === undefined ? null : [{ ...span(typeAnnotation), text: `: ReadonlySet<${element}>` }];
}
