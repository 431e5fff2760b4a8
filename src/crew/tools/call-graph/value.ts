// What an expression may stand for when the code runs, as far as its text tells.
import type { ArrayExpression, Class, Node, ObjectExpression } from '@babel/types';
import type { FunctionNode } from '../lint/functions.ts';
import type { Module } from './program.ts';

export type Value =
  | { readonly kind: 'function'; readonly module: Module; readonly node: FunctionNode }
  | { readonly kind: 'object'; readonly module: Module; readonly node: ObjectExpression }
  | { readonly kind: 'list'; readonly module: Module; readonly node: ArrayExpression }
  | { readonly kind: 'class'; readonly module: Module; readonly node: Class }
  | { readonly kind: 'instance'; readonly module: Module; readonly node: Class }
  /** Everything a module exports. */
  | { readonly kind: 'module'; readonly module: Module }
  /** A package, or something in it: `express`, `express.Router`. */
  | { readonly kind: 'package'; readonly name: string }
  /** What a package's function or class gave: known by the place where it was made. */
  | { readonly kind: 'made'; readonly module: Module; readonly node: Node; readonly by: string }
  /** A parameter that nobody in the repository fills. */
  | { readonly kind: 'param'; readonly module: Module; readonly node: FunctionNode; readonly index: number };

/** Without repetition. */
export function distinct(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  const seen = new Map<unknown, Value>();
  for (const value of values) {
    const about = value.kind === 'package' ? value.name : value.kind === 'module' ? value.module : value.node;
    const known = seen.get(about);
    if (known === undefined || known.kind !== value.kind) seen.set(about, value);
  }
  return [...seen.values()];
}

export type FunctionValue = Extract<Value, { kind: 'function' }>;

export function functionsOf(values: readonly Value[]): readonly FunctionValue[] {
  return values.filter((value) => value.kind === 'function');
}
