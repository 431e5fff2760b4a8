// A file read while everybody waits, read while others go on.
import type { CallExpression, ImportSpecifier, Node } from '@babel/types';
import { bare, type Call, pathOf } from '../../tools/lint/calls.ts';
import type { Binding } from '../../tools/lint/scopes.ts';
import type { Source } from '../../tools/lint/source.ts';
import { at, span, type Codemod, type Mend } from '../codemod.ts';
import type { Edit } from '../edit.ts';
import { freshName } from '../module-level.ts';

export const awaitFile = {
  id: 'await-file',
  why: 'The call stops everything else this process does until the file is there. It stands in an async function of its own and gives the same answer and the same errors. Look at what may happen between: others run while it waits.',
  risk: 'medium',
  bad: "import fs from 'node:fs';\n\nexport async function page(path) {\n  return fs.readFileSync(path, 'utf8').trim();\n}\n",
  good: "import fs from 'node:fs';\n\nexport async function page(path) {\n  return (await fs.promises.readFile(path, 'utf8')).trim();\n}\n",
  find: ({ code }) => code.calls.flatMap((call) => mend(call, code)),
} as const satisfies Codemod;

const READS = /^(readFile|readdir|lstat|readlink)Sync$/;

function mend(call: Call, code: Source): readonly Mend[] {
  const { node, name, object, callee } = call;
  const made = code.functionOf(node);
  if (node.type !== 'CallExpression' || !READS.test(name) || made?.async !== true || made.generator === true)
    return [];
  // Parameters and loops' heads may not wait, and a descriptor has no promise of its own.
  if (!code.tree.holds(made.body, node)) return [];
  const edits = object === null ? namedImport(callee, name, code) : wholeModule(object, call, code);
  if (edits === null) return [];
  const [before, after] = isBound(node, code) ? ['(await ', ')'] : ['await ', ''];
  return [
    {
      ...at(node),
      subject: code.textOf(node),
      title: `Wait for ${name.replace('Sync', '')} instead of stopping everybody`,
      edits: [
        { start: span(node).start, end: span(node).start, text: before },
        { start: span(node).end, end: span(node).end, text: after },
        ...edits,
      ],
    },
  ];
}

function isFs(binding: Binding | null): boolean {
  const { init } = binding ?? {};
  const module =
    binding?.from ??
    (init?.type === 'CallExpression' && pathOf(init.callee) === 'require' ? init.arguments[0] : null);
  const name = typeof module === 'string' ? module : module?.type === 'StringLiteral' ? module.value : '';
  return name === 'fs' || name === 'node:fs';
}

/** `fs.readFileSync` → `fs.promises.readFile`. */
function wholeModule(object: Node, { callee, name }: Call, code: Source): readonly Edit[] | null {
  if (object.type !== 'Identifier' || callee.type !== 'MemberExpression') return null;
  const binding = code.scopes.resolve(object);
  if (!isFs(binding) || binding?.declaration.type === 'ImportSpecifier') return null;
  return [{ ...span(callee.property), text: `promises.${name.replace('Sync', '')}` }];
}

/** `readFileSync` → `promises.readFile`, and the import says so. */
function namedImport(callee: Node, name: string, code: Source): readonly Edit[] | null {
  const binding = callee.type === 'Identifier' ? code.scopes.resolve(callee) : null;
  const specifier = binding?.declaration;
  if (binding?.kind !== 'import' || specifier?.type !== 'ImportSpecifier' || !isFs(binding)) return null;
  const imported = specifier.imported.type === 'Identifier' ? specifier.imported.name : '';
  if (imported !== name) return null;
  const promises = knownPromises(specifier, code);
  const local = promises ?? freshName(code, 'promises');
  const written = local === 'promises' ? local : `promises as ${local}`;
  const isSole = binding.references.length === 1;
  const edits: Edit[] = [{ ...span(callee), text: `${local}.${name.replace('Sync', '')}` }];
  if (promises === null)
    edits.push(
      isSole
        ? { ...span(specifier), text: written }
        : { start: span(specifier).end, end: span(specifier).end, text: `, ${written}` },
    );
  return edits;
}

function knownPromises(specifier: ImportSpecifier, { tree }: Source): string | null {
  const whole = tree.parent(specifier);
  if (whole?.type !== 'ImportDeclaration') return null;
  const found = whole.specifiers.find(
    (one) =>
      one.type === 'ImportSpecifier' &&
      one.imported.type === 'Identifier' &&
      one.imported.name === 'promises',
  );
  return found?.local.name ?? null;
}

/** Where `await x` without parentheses would wait for something else. */
function isBound(call: CallExpression, { tree }: Source): boolean {
  const parent = tree.parent(call);
  if (parent === null || bare(call) !== call) return true;
  if (parent.type === 'VariableDeclarator' || parent.type === 'ReturnStatement') return false;
  if (parent.type === 'CallExpression') return parent.callee === call;
  return (
    !(parent.type === 'AssignmentExpression' && parent.right === call) &&
    parent.type !== 'ExpressionStatement'
  );
}
