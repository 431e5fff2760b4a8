// Where a constant of the whole module goes, under which name, and whether it is there before the first call.
import type { Node } from '@babel/types';
import { pathOf } from '../tools/lint/calls.ts';
import type { Source } from '../tools/lint/source.ts';
import type { CodeSubject, Subject } from './codemod.ts';
import type { Edit } from './edit.ts';

/** A module of either kind: the top of a classic script is shared with all other scripts of its page. */
export function isModule({ tree, calls }: Source): boolean {
  const program = tree.nodes[0];
  if (program?.type === 'Program' && program.sourceType === 'module') return true;
  return (
    calls.some(({ path }) => path === 'require') ||
    tree.of('MemberExpression').some((node) => /^(module\.exports|exports\.\w+)$/.test(pathOf(node)))
  );
}

/** Below the imports; above everything that could use it. */
export function insertAtTop({ tree, text }: Source, declaration: string): Edit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const written = declaration.replaceAll('\n', newline);
  const program = tree.nodes[0];
  const body = program?.type === 'Program' ? program.body : [];
  const first = body.findIndex((statement) => !isImport(statement));
  const lastImport = body[(first === -1 ? body.length : first) - 1];
  if (lastImport !== undefined) {
    const after = text.slice(lastImport.end ?? 0);
    const place =
      (lastImport.end ?? 0) + (/^[^\S\n]*(?:\/\/[^\n\r]*)?(?=\r?\n|$)/.exec(after)?.[0].length ?? 0);
    return { start: place, end: place, text: `${newline}${newline}${written}` };
  }
  const statement = body[0];
  const comment = statement?.leadingComments?.at(-1);
  const isAttached =
    comment?.type === 'CommentBlock' &&
    /^\r?\n?[^\S\n]*$/.test(text.slice(comment.end ?? 0, statement?.start ?? 0));
  const place = (isAttached ? comment.start : statement?.start) ?? 0;
  return { start: place, end: place, text: `${written}${newline}${newline}` };
}

function isImport(statement: Node): boolean {
  if (statement.type === 'ImportDeclaration') return true;
  return (
    statement.type === 'VariableDeclaration' &&
    statement.declarations.every(
      ({ init }) => init?.type === 'CallExpression' && pathOf(init.callee) === 'require',
    )
  );
}

/** Names that nothing in the file bears. */
export function freshName({ tree }: Source, wanted: string): string {
  const taken = new Set(
    tree.nodes.flatMap((node) =>
      node.type === 'Identifier' || node.type === 'JSXIdentifier' ? [node.name] : [],
    ),
  );
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/** `stopWords` → `STOP_WORDS`. */
export function constantName(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/\W+/g, '_')
    .toUpperCase();
}

/**
 * A function declaration can be called by a module of an import cycle before this module has run, when its constants are not
 * there yet. `no`: such a cycle is known; `unknown`: imports lead to files that were not given.
 */
export function isReadyWhenCalled({ code, ...subject }: CodeSubject, node: Node): 'yes' | 'no' | 'unknown' {
  const statements = code.tree.ancestors(node).toReversed();
  const declaration = statements.find(
    (ancestor) => ancestor.type === 'FunctionDeclaration' || ancestor.type === 'VariableDeclaration',
  );
  const program = code.tree.nodes[0];
  const isModuleCode = program?.type === 'Program' && program.sourceType === 'module';
  if (declaration?.type !== 'FunctionDeclaration' || !isModuleCode) return 'yes';
  return followImports(subject.path, subject.project);
}

function followImports(path: string, project: readonly Subject[]): 'yes' | 'no' | 'unknown' {
  const byPath = new Map(project.map((file) => [file.path, file]));
  const waiting = [path];
  const seen = new Set<string>();
  let answer: 'yes' | 'unknown' = 'yes';
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    for (const target of importsOf(byPath.get(current)?.code ?? null)) {
      const found = resolveImport(current, target, byPath);
      if (found === path) return 'no';
      if (found === null) answer = 'unknown';
      else waiting.push(found);
    }
  }
  return answer;
}

function importsOf(code: Source | null): readonly string[] {
  if (code === null) return [];
  const nodes = [
    ...code.tree.of('ImportDeclaration'),
    ...code.tree.of('ExportNamedDeclaration'),
    ...code.tree.of('ExportAllDeclaration'),
  ];
  return nodes.flatMap((node) =>
    node.source?.value.startsWith('.') === true &&
    !(node.type === 'ImportDeclaration' && node.importKind === 'type')
      ? [node.source.value]
      : [],
  );
}

const ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '/index.ts', '/index.js'];

/** Null where the file is not among those given. */
export function resolveImport(
  from: string,
  target: string,
  files: ReadonlyMap<string, unknown>,
): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const path = parts.join('/');
  const typed = path.replace(/\.(m|c)?js(x?)$/, '.$1ts$2');
  return [...ENDINGS.map((ending) => path + ending), typed].find((name) => files.has(name)) ?? null;
}
