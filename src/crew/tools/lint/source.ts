// A file as rules see it: tree, names, calls and the questions most of them ask.
import type { Node } from '@babel/types';
import { type Call, readCalls } from './calls.ts';
import { type FunctionNode, isFunction } from './functions.ts';
import { namedCallbacks } from './named-callbacks.ts';
import type { Parsed } from './parse.ts';
import { type Repeat, repeatsOf } from './repeats.ts';
import { readScopes, type Scopes } from './scopes.ts';
import { growTree, type Tree } from './tree.ts';

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: Tree;
  readonly scopes: Scopes;
  readonly calls: readonly Call[];
  /** The call that this node is. */
  readonly callAt: (node: Node | null | undefined) => Call | undefined;
  readonly textOf: (node: Node) => string;
  readonly repeats: (node: Node) => readonly Repeat[];
  /** Those, and functions that a loop of the file calls by their names: for what costs more than a little. */
  readonly turns: (node: Node) => readonly Repeat[];
  readonly functionOf: (node: Node) => FunctionNode | null;
}

export function readSource(path: string, { file, text }: Parsed): Source {
  const tree = growTree(file);
  const scopes = readScopes(tree);
  const named = namedCallbacks(tree, scopes);
  const calls = readCalls(tree);
  const byNode = new Map<Node, Call>(calls.map((call) => [call.node, call]));
  return {
    path,
    text,
    tree,
    scopes,
    calls,
    callAt: (node) => (node == null ? undefined : byNode.get(node)),
    textOf: ({ start, end }) => text.slice(start ?? 0, end ?? 0),
    repeats: (node) => repeatsOf(node, tree, { scopes, named: new Map() }),
    turns: (node) => repeatsOf(node, tree, { scopes, named }),
    functionOf: (node) => tree.ancestors(node).find((at) => isFunction(at)) ?? null,
  };
}
