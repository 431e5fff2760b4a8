// A costly pure function asked for the same objects again and again by nested loops: its answer is kept with each object, for as
// long as the fields it reads stay what they are, so that an edit shows at once.
import type { FunctionDeclaration, Node } from '@babel/types';
import type { Repeat } from '../../tools/lint/repeats.ts';
import type { Source } from '../../tools/lint/source.ts';
import { isFrom } from '../../tools/lint/invariance.ts';
import { at, span, type Codemod, type CodeSubject, type Mend } from '../codemod.ts';
import { freshName, insertAtTop, isModule, isReadyWhenCalled, resolveImport } from '../module-level.ts';
import { holdsPlainItems, isOnlyRead, returnsOf } from '../plain-items.ts';
import { isSentElsewhere } from '../sent-elsewhere.ts';
import { readPure, type PureFunction } from '../purity.ts';

export const memoFields = {
  id: 'memo-fields',
  why: 'Nested loops ask it for the same objects again. Its answer depends on nothing but plain fields of the object (checked each time by Object.is; anything but a plain value is never kept), holds plain items only, and is only read where it is shared. Objects are held weakly. Getters and proxies are taken to answer alike when they are read again.',
  risk: 'low',
  bad: "function wordsOf(item) {\n  return new Set(item.name.toLowerCase().split(' '));\n}\n\nexport function shared(one, other) {\n  const words = wordsOf(one);\n  return [...wordsOf(other)].filter((word) => words.has(word)).length;\n}\n\nexport const table = (all) => all.map((one) => all.map((other) => shared(one, other)));\n",
  good: "function wordsOf(item) {\n  return new Set(item.name.toLowerCase().split(' '));\n}\n\nexport function shared(words, other) {\n  return [...wordsOf(other)].filter((word) => words.has(word)).length;\n}\n",
  find: (subject) => subject.code.tree.of('FunctionDeclaration').flatMap((made) => mend(subject, made)),
} as const satisfies Codemod;

function mend(subject: CodeSubject, made: FunctionDeclaration): readonly Mend[] {
  const { code } = subject;
  const statement = topLevel(made, code);
  const binding = code.scopes.bindings.find(({ identifier }) => identifier === made.id);
  if (statement === null || binding === undefined || binding.writes.length > 0 || !isModule(code)) return [];
  const pure = readPure(made, code);
  if (pure === null) return [];
  const answers = returnsOf(made, code);
  if (answers.length === 0 || !answers.every((answer) => holdsPlainItems(answer, code))) return [];
  const uses = binding.references.filter((reference) => isRepeated(reference, subject));
  const [first] = uses;
  if (first === undefined || !uses.every((use) => isShareable(use, code))) return [];
  if (uses.some((use) => isReadyWhenCalled(subject, use) !== 'yes' || isSentElsewhere(use, subject)))
    return [];
  const name = freshName(code, `remembered${binding.name.charAt(0).toUpperCase()}${binding.name.slice(1)}`);
  const memo = freshName(code, 'REMEMBERED');
  const isTyped = /\.[cm]?tsx?$/.test(subject.path);
  const newline = code.text.includes('\r\n') ? '\r\n' : '\n';
  const helper = writeHelper({ name, memo, made: binding.name, isTyped }, pure).replaceAll('\n', newline);
  const end = statement.end ?? 0;
  return [
    {
      ...at(made),
      subject: binding.name,
      title: `Remember ${binding.name} for each object while its fields stay the same`,
      edits: [
        insertAtTop(
          code,
          `const ${memo} = new WeakMap${isTyped ? `<object, { fields: readonly unknown[]; value: ReturnType<typeof ${binding.name}> }>` : ''}();`,
        ),
        { start: end, end, text: `${newline}${newline}${helper}` },
        ...uses.map((use) => ({ ...span(use), text: name })),
      ],
    },
  ];
}

interface Names {
  readonly name: string;
  readonly memo: string;
  readonly made: string;
  readonly isTyped: boolean;
}

function writeHelper({ name, memo, made, isTyped }: Names, { parameter, fields }: PureFunction): string {
  const it =
    parameter === 'fields' || parameter === 'seen' || parameter === 'value' || parameter === 'isPlain'
      ? 'object'
      : parameter;
  const type = (text: string): string => (isTyped ? text : '');
  return `/** ${made}, remembered for each object as long as the fields it reads stay what they are. */
function ${name}(${it}${type(`: Parameters<typeof ${made}>[0]`)})${type(`: ReturnType<typeof ${made}>`)} {
  if (typeof ${it} !== 'object' || ${it} === null) return ${made}(${it});
  const fields = [${fields.map((field) => `${it}.${field}`).join(', ')}];
  const seen = ${memo}.get(${it});
  if (seen !== undefined && seen.fields.every((field, index) => Object.is(field, fields[index]))) return seen.value;
  const value = ${made}(${it});
  const isPlain = (field${type(': unknown')}) => (typeof field !== 'object' && typeof field !== 'function') || field === null;
  if (fields.every(isPlain)) ${memo}.set(${it}, { fields, value });
  return value;
}`;
}

function topLevel(made: Node, { tree }: Source): Node | null {
  const parent = tree.parent(made);
  if (parent?.type === 'Program') return made;
  return parent?.type === 'ExportNamedDeclaration' ? parent : null;
}

/** `const t = made(x)` whose uses only read, or `made(x).has(…)`. */
function isShareable(reference: Node, code: Source): boolean {
  const call = code.tree.parent(reference);
  const parent = call === null ? null : code.tree.parent(call);
  if (call === null || parent === null) return false;
  if (parent.type !== 'VariableDeclarator') return isOnlyRead(call, code);
  const binding = code.scopes.bindings.find(({ declaration }) => declaration === parent);
  return binding?.kind === 'const' && binding.references.every((use) => isOnlyRead(use, code));
}

/** In a loop that meets the same object again, here or where the function around is called. */
function isRepeated(reference: Node, subject: CodeSubject): boolean {
  const { code } = subject;
  const call = code.tree.parent(reference);
  if (call?.type !== 'CallExpression' || call.callee !== reference) return false;
  const [argument, ...more] = call.arguments;
  if (argument?.type !== 'Identifier' || more.length > 0) return false;
  if (meetsAgain(argument, code)) return true;
  const outer = code.functionOf(call);
  const place = outer?.params.findIndex(
    (param) => param.type === 'Identifier' && code.scopes.resolve(argument)?.identifier === param,
  );
  if (outer?.type !== 'FunctionDeclaration' || !outer.id || place === undefined || place < 0) return false;
  const { name } = outer.id;
  return callersOf(name, subject).some(([callee, caller]) => {
    const above = caller.tree.parent(callee);
    const given = above?.type === 'CallExpression' && above.callee === callee ? above.arguments : [];
    // Either of the callers' loops meets one of its objects again; then the other is met again too or is cheap to keep.
    const own = given[place];
    return own !== undefined && meetsAgain(own, caller);
  });
}

function callersOf(name: string, subject: CodeSubject): readonly (readonly [Node, Source])[] {
  const files = new Map(subject.project.map((file) => [file.path, file]));
  return [subject, ...subject.project].flatMap((file) => {
    const { code } = file;
    if (code === null) return [];
    return code.scopes.bindings
      .filter((binding) =>
        file.path === subject.path
          ? binding.kind === 'function' && binding.name === name
          : binding.name === name &&
            binding.from?.startsWith('.') === true &&
            resolveImport(file.path, binding.from, files) === subject.path,
      )
      .flatMap(({ references }) => references.map((reference) => [reference, code] as const));
  });
}

/** Declared outside of the innermost loop, or going through a list that the loop around goes through each time anew. */
function meetsAgain(argument: Node, code: Source): boolean {
  if (argument.type !== 'Identifier') return false;
  const [inner, outer] = code.repeats(argument);
  const binding = code.scopes.resolve(argument);
  if (inner === undefined || binding === null) return false;
  if (!code.tree.holds(inner.node, binding.identifier)) return true;
  return outer !== undefined && isSameEachTurn(inner, outer, code);
}

function isSameEachTurn({ over }: Repeat, outer: Repeat, code: Source): boolean {
  return over !== null && isFrom(outer.node, over, code);
}
