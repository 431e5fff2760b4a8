// All files of a repository as one program: their trees, and every function under the name a reader would call it.
import type { SourceFile } from '../../source-file.ts';
import { type FunctionNode, isFunction } from '../lint/functions.ts';
import { parseSource } from '../lint/parse.ts';
import { readSource, type Source } from '../lint/source.ts';
import { nameOfFunction } from './function-name.ts';

export interface NamedFunction {
  /** `path#name`, and `#2` … behind it where a file has the name again. */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly node: FunctionNode;
}

export interface Module {
  readonly path: string;
  readonly source: Source;
  readonly functions: readonly NamedFunction[];
}

export interface Program {
  readonly modules: ReadonlyMap<string, Module>;
  readonly named: (node: FunctionNode) => NamedFunction | null;
  /** Files that no reading makes sense of. */
  readonly unread: readonly string[];
}

const CODE = /\.([cm]?[jt]sx?|vue|svelte)$/;
/** Larger ones are bundles. */
const MAX_CHARACTERS = 1_000_000;

export function readProgram(files: readonly SourceFile[]): Program {
  const modules = new Map<string, Module>();
  const names = new Map<FunctionNode, NamedFunction>();
  const unread: string[] = [];
  for (const { path, text } of files) {
    if (!CODE.test(path) || /\.d\.[cm]?ts$/.test(path) || /(^|\/)node_modules\//.test(path)) continue;
    const parsed = text.length > MAX_CHARACTERS ? null : parseSource(path, text);
    if (parsed === null) {
      unread.push(path);
      continue;
    }
    const module = readModule(path, readSource(path, parsed));
    modules.set(path, module);
    for (const one of module.functions) names.set(one.node, one);
  }
  return { modules, named: (node) => names.get(node) ?? null, unread };
}

function readModule(path: string, source: Source): Module {
  const seen = new Map<string, number>();
  const functions = source.tree.nodes.filter(isFunction).map((node) => {
    const plain = nameOfFunction(node, source.tree);
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    const name = count === 1 ? plain : `${plain}#${count}`;
    const line = node.loc?.start.line ?? 1;
    return { id: `${path}#${name}`, name, path, line, endLine: node.loc?.end.line ?? line, node };
  });
  return { path, source, functions };
}
