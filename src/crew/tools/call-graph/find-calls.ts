// Every call in the program with the functions of the repository it may reach.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../lint/calls.ts';
import { type FunctionNode, isInlineFunction } from '../lint/functions.ts';
import { isBuiltin } from './builtins.ts';
import type { Module, NamedFunction, Program } from './program.ts';
import { type Passed, readValues, type Values } from './read-values.ts';
import { distinct, functionsOf, type Value } from './value.ts';

export interface FoundCall {
  readonly module: Module;
  readonly node: Node;
  readonly from: NamedFunction | null;
  readonly to: readonly NamedFunction[];
  readonly kind: 'call' | 'callback' | 'render';
  readonly status: 'resolved' | 'outside' | 'unresolved';
  readonly name: string;
}

export interface FoundCalls {
  readonly values: Values;
  readonly calls: readonly FoundCall[];
}

/** Arguments are followed into parameters, so each pass may find calls the pass before could not. */
const PASSES = 4;

export function findCalls(program: Program): FoundCalls {
  let passed = new Map<FunctionNode, readonly Passed[]>();
  let edges = -1;
  for (let pass = 1; ; pass += 1) {
    const values = readValues(program, passed);
    const found = [...program.modules.values()].map((module) => callsIn(module, { program, values }));
    const calls = found.flatMap((one) => one.calls);
    const count = calls.reduce((sum, { to }) => sum + to.length, 0);
    if (count === edges || pass === PASSES) return { values, calls };
    edges = count;
    passed = Map.groupBy(
      found.flatMap((one) => one.passed),
      ({ to }) => to,
    );
  }
}

interface Context {
  readonly program: Program;
  readonly values: Values;
}

interface PassedTo extends Passed {
  readonly to: FunctionNode;
}

function callsIn(
  module: Module,
  context: Context,
): { readonly calls: readonly FoundCall[]; readonly passed: readonly PassedTo[] } {
  const { program, values } = context;
  const { source } = module;
  const calls: FoundCall[] = [];
  const passed: PassedTo[] = [];
  const add = (
    node: Node,
    found: Pick<FoundCall, 'kind' | 'status' | 'name'> & { readonly to: readonly FunctionNode[] },
  ): void => {
    const outer = source.functionOf(node);
    const from = outer === null ? null : program.named(outer);
    const to = [...new Set(found.to)].flatMap((one) => program.named(one) ?? []);
    calls.push({ ...found, module, node, from, to });
  };
  for (const { node, callee, name, args } of source.calls) {
    const found = values.of(module, callee);
    const to = calledOf(found, values);
    for (const one of to) passed.push({ to: one, module, args });
    const isOutside = to.length === 0 && (found.some(isForeign) || isBuiltin(callee, name, source));
    add(node, {
      kind: 'call',
      name: name || pathOf(callee) || 'call',
      to,
      status: to.length > 0 ? 'resolved' : isOutside ? 'outside' : 'unresolved',
    });
    if (to.length > 0) continue;
    const given = args.flatMap((arg) => givenBy(arg, module, values));
    if (given.length > 0) add(node, { kind: 'callback', name, to: given, status: 'resolved' });
  }
  for (const node of source.tree.of('TaggedTemplateExpression')) {
    const to = calledOf(values.of(module, node.tag), values);
    if (to.length > 0) add(node, { kind: 'call', name: pathOf(node.tag), to, status: 'resolved' });
  }
  for (const node of source.tree.of('JSXOpeningElement')) {
    if (node.name.type !== 'JSXIdentifier' || !/^[A-Z]/.test(node.name.name)) continue;
    const name = node.name.name;
    const to = calledOf(componentOf(name, { node, module }, values), values);
    add(node, { kind: 'render', name, to, status: to.length > 0 ? 'resolved' : 'outside' });
  }
  return { calls, passed };
}

/** What runs when the value is called: a function, or a class's constructor. */
function calledOf(found: readonly Value[], values: Values): readonly FunctionNode[] {
  return distinct(found).flatMap((value) => {
    if (value.kind === 'function') return [value.node];
    if (value.kind !== 'class') return [];
    return functionsOf(values.member({ ...value, kind: 'instance' }, 'constructor')).map(({ node }) => node);
  });
}

function isForeign({ kind }: Value): boolean {
  return kind === 'package' || kind === 'made';
}

/** Functions handed over: written there, named there, or in an object written there. */
function givenBy(arg: Node, module: Module, values: Values): readonly FunctionNode[] {
  const node = bare(arg);
  if (isInlineFunction(node)) return [node];
  if (node.type === 'Identifier' || node.type === 'MemberExpression')
    return functionsOf(values.of(module, node)).map((value) => value.node);
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((property): readonly FunctionNode[] => {
    if (property.type === 'ObjectMethod') return [property];
    return property.type === 'ObjectProperty' && isInlineFunction(property.value) ? [property.value] : [];
  });
}

function componentOf(
  name: string,
  { node, module }: { readonly node: Node; readonly module: Module },
  values: Values,
): readonly Value[] {
  const { scopes } = module.source;
  const { tree } = module.source;
  const scopeNodes = new Set(tree.ancestors(node));
  const binding = scopes.bindings.find((one) => one.name === name && scopeNodes.has(one.scope));
  return binding === undefined ? [] : values.of(module, binding.identifier);
}
