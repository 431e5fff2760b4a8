// The code as one program: which functions a piece of it may run, by names and imports, rather one too many than one too few.
import type { Identifier, Node } from '@babel/types';
import type { SourceFile } from '../../../source-file.ts';
import { bare } from '../../lint/calls.ts';
import { isFunction } from '../../lint/functions.ts';
import { parseSource } from '../../lint/parse.ts';
import { readSource, type Source } from '../../lint/source.ts';
import { isReference } from '../../lint/scopes.ts';

export interface Piece {
  readonly source: Source;
  readonly node: Node;
}

export interface Program {
  readonly sources: ReadonlyMap<string, Source>;
  /** What a name stands for: a function, a class, or what a constant is made of; empty where it is not among the files. */
  resolve(identifier: Identifier, source: Source): readonly Piece[];
  /** Methods that `object.name(…)` may mean. */
  methods(object: Node, name: string, source: Source): readonly Piece[];
}

const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const TEST =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|spec|cypress|fixtures|node_modules|dist|build|vendor)\/|\.(?:test|spec|stories)\.\w+$|\.d\.ts$/;

export function isProductCode(path: string): boolean {
  return !TEST.test(path);
}

export function readProgram(files: readonly SourceFile[]): Program {
  const sources = new Map<string, Source>();
  for (const { path, text } of files) {
    if (!CODE.test(path)) continue;
    const parsed = parseSource(path, text);
    if (parsed !== null) sources.set(path, readSource(path, parsed));
  }
  const named = Map.groupBy([...sources.values()].flatMap(methodsIn), ({ name }) => name);
  return { sources, resolve, methods };

  function resolve(identifier: Identifier, source: Source): readonly Piece[] {
    const binding = source.scopes.resolve(identifier);
    if (binding === null) return [];
    if (binding.kind === 'import') return imported(binding.declaration, binding.from ?? '', source);
    if (binding.kind === 'function' || binding.kind === 'class')
      return [{ source, node: binding.declaration }];
    if (binding.kind === 'param' || binding.kind === 'catch') return [];
    const written = binding.writes.flatMap((node) =>
      node.type === 'AssignmentExpression' ? [{ source, node: node.right }] : [],
    );
    if (
      binding.init === null &&
      binding.declaration.type === 'VariableDeclarator' &&
      binding.declaration.init
    ) {
      const init = bare(binding.declaration.init);
      const from = requiredFrom(init);
      const target = from === null ? null : fileOf(from, source.path);
      if (target !== null) return required(keyOf(binding.identifier, source), target);
      return [{ source, node: init }, ...written];
    }
    return binding.init === null ? written : [{ source, node: binding.init }, ...written];
  }

  function imported(specifier: Node, from: string, source: Source): readonly Piece[] {
    const target = fileOf(from, source.path);
    if (target === null) return [];
    if (specifier.type === 'ImportNamespaceSpecifier') return [];
    const name =
      specifier.type === 'ImportSpecifier'
        ? specifier.imported.type === 'Identifier'
          ? specifier.imported.name
          : specifier.imported.value
        : 'default';
    return exported(name, target);
  }

  function required(name: string, target: Source): readonly Piece[] {
    const methods = (named.get(name) ?? []).flatMap(({ piece }) => (piece.source === target ? [piece] : []));
    return methods.length > 0 ? methods : exported(name, target);
  }

  function exported(name: string, target: Source): readonly Piece[] {
    for (const node of target.tree.nodes) {
      if (node.type === 'ExportDefaultDeclaration' && name === 'default')
        return node.declaration.type === 'Identifier'
          ? resolve(node.declaration, target)
          : [{ source: target, node: node.declaration }];
      if (node.type !== 'ExportNamedDeclaration') continue;
      for (const specifier of node.specifiers) {
        if (specifier.type !== 'ExportSpecifier') continue;
        const as =
          specifier.exported.type === 'Identifier' ? specifier.exported.name : specifier.exported.value;
        if (as !== name) continue;
        const next = node.source ? fileOf(node.source.value, target.path) : null;
        if (next !== null) return exported(specifier.local.name, next);
      }
    }
    const own = target.scopes.bindings.find(
      (binding) => binding.name === name && binding.scope.type === 'Program',
    );
    return own === undefined ? [] : resolve(own.identifier, target);
  }

  function methods(object: Node, name: string, source: Source): readonly Piece[] {
    const all = (named.get(name) ?? []).map(({ piece }) => piece);
    if (all.length === 0) return [];
    const homes = homesOf(bare(object), source);
    if (homes === null) return all;
    const own = all.filter((piece) => homes.has(piece.source.path));
    return own.length > 0 || homes.size === 0 ? own : all;
  }

  /** Files the object's methods stand in; null where anything is possible, empty where none of the files. */
  function homesOf(object: Node, source: Source): ReadonlySet<string> | null {
    if (object.type !== 'Identifier') return null;
    const binding = source.scopes.resolve(object);
    if (binding === null) return new Set();
    if (binding.kind === 'import') {
      const target = fileOf(binding.from ?? '', source.path);
      return target === null
        ? binding.from?.startsWith('.') === true
          ? null
          : new Set()
        : new Set([target.path]);
    }
    const init = binding.init === null ? null : bare(binding.init);
    if (init?.type !== 'CallExpression' && init?.type !== 'NewExpression') return null;
    const callee = bare(init.callee);
    if (callee.type !== 'Identifier') return null;
    const made = resolve(callee, source);
    return made.length === 0 ? null : new Set(made.map((piece) => piece.source.path));
  }

  function fileOf(from: string, importer: string): Source | null {
    const bases = from.startsWith('.')
      ? [join(importer, from)]
      : [from.replace(/^[@~#]\//, ''), `src/${from.replace(/^[@~#]\//, '')}`];
    for (const base of bases) {
      const stem = base.replace(/\.[cm]?jsx?$/, '');
      const tries = [
        base,
        ...EXTENSIONS.flatMap((end) => [`${base}${end}`, `${stem}${end}`, `${base}/index${end}`]),
      ];
      for (const path of tries) {
        const source = sources.get(path);
        if (source !== undefined) return source;
      }
    }
    return null;
  }
}

const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'];

/** The file of `require('./file')`. */
function requiredFrom(node: Node): string | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return null;
  const [from] = node.arguments;
  return from?.type === 'StringLiteral' ? from.value : null;
}

/** `a` of `{ a: local }`. */
function keyOf(identifier: Identifier, source: Source): string {
  const parent = source.tree.parent(identifier);
  return parent?.type === 'ObjectProperty' && parent.key.type === 'Identifier'
    ? parent.key.name
    : identifier.name;
}

function join(importer: string, from: string): string {
  const parts = importer.split('/').slice(0, -1);
  for (const part of from.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

interface Method {
  readonly name: string;
  readonly piece: Piece;
}

function methodsIn(source: Source): readonly Method[] {
  return source.tree.nodes.flatMap((node): readonly Method[] => {
    if (node.type === 'ObjectMethod' || node.type === 'ClassMethod')
      return node.key.type === 'Identifier' ? [{ name: node.key.name, piece: { source, node } }] : [];
    if (node.type === 'ObjectProperty' || node.type === 'ClassProperty') {
      const { key, value } = node;
      if (key.type !== 'Identifier' || !value) return [];
      const isReferred = value.type === 'Identifier' && isReference(value, source.tree);
      return isFunction(value) || isReferred ? [{ name: key.name, piece: { source, node: value } }] : [];
    }
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
      const { property } = node.left;
      return property.type === 'Identifier' && isFunction(node.right)
        ? [{ name: property.name, piece: { source, node: node.right } }]
        : [];
    }
    // `import * as orders` calls exported functions like methods.
    if (
      node.type === 'FunctionDeclaration' &&
      node.id &&
      source.tree.parent(node)?.type === 'ExportNamedDeclaration'
    )
      return [{ name: node.id.name, piece: { source, node } }];
    return [];
  });
}
