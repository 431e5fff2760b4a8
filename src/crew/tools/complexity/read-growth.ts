// How the work of a function grows, and its round trips: loops multiply, statements add, calls bring what the called function costs.
import type { Node } from '@babel/types';
import type { FoundCall } from '../call-graph/find-calls.ts';
import type { Module, Program } from '../call-graph/program.ts';
import { type Call, bare } from '../lint/calls.ts';
import { isFunction, type FunctionNode } from '../lint/functions.ts';
import { type Growth, ONCE, plus, times, unknownGrowth, ZERO } from './growth.ts';
import { hiddenLoop, spreadCost } from './hidden-loop.ts';
import { withRecursion } from './recursion.ts';
import { putArguments } from './put-arguments.ts';
import { isLoop, turnsOf } from './turns-of.ts';

const CALLED_PER_ITEM =
  /^(map|forEach|filter|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|flatMap|sort|toSorted|from)$/;
const MAX_DEPTH = 40;

type Counted = 'time' | 'round trips';

/** Answers for one function after the other; each is read once. */
export function readGrowth(
  program: Program,
  found: readonly FoundCall[],
  counted: Counted,
): (fn: FunctionNode) => Growth {
  const targets = new Map(found.filter(({ kind }) => kind === 'call').map((call) => [call.node, call.to]));
  const known = new Map<FunctionNode, Growth>();
  const running: FunctionNode[] = [];
  const step = counted === 'time' ? ONCE : ZERO;

  const growthOf = (fn: FunctionNode): Growth => {
    const before = known.get(fn);
    if (before !== undefined) return before;
    const named = program.named(fn);
    const module = named === null ? undefined : program.modules.get(named.path);
    if (module === undefined || running.length > MAX_DEPTH)
      return unknownGrowth('calls go too deep to be followed');
    const again: Node[] = [];
    running.push(fn);
    const body = plus(step, costOf(fn.body, { fn, module, again, calls: callsOf(module) }));
    running.pop();
    const grown = withRecursion(body, { fn, calls: again, source: module.source });
    known.set(fn, grown);
    return grown;
  };

  interface At {
    readonly fn: FunctionNode;
    readonly module: Module;
    /** Filled with the calls of itself. */
    readonly again: Node[];
    readonly calls: ReadonlyMap<Node, Call>;
  }

  const costOf = (node: Node, at: At): Growth => {
    const { source } = at.module;
    // It costs where it is called.
    if (isFunction(node)) return ZERO;
    if (isLoop(node)) return loopCost(node, at);
    const inner = plus(...childrenOf(node, at).map((child) => costOf(child, at)));
    if (node.type === 'AwaitExpression' && counted === 'round trips') return plus(inner, awaited(node, at));
    if (counted === 'time' && node.type === 'SpreadElement') return plus(inner, spreadCost(node, source));
    const call = at.calls.get(node);
    return call === undefined ? inner : plus(inner, callCost(call, at));
  };

  const loopCost = (loop: Extract<Node, { body: Node | Node[] }> & Node, at: At): Growth => {
    if (!isLoop(loop)) return ZERO;
    const once =
      loop.type === 'ForOfStatement' || loop.type === 'ForInStatement'
        ? loop.right
        : loop.type === 'ForStatement'
          ? loop.init
          : null;
    const each = childrenOf(loop, at).filter((child) => child !== once);
    const turns = turnsOf(loop, at.module.source);
    const start = once ? costOf(once, at) : ZERO;
    return plus(start, times(turns, plus(step, ...each.map((child) => costOf(child, at)))));
  };

  const callCost = (call: Call, at: At): Growth => {
    const { source } = at.module;
    const to = targets.get(call.node) ?? [];
    const callbacks = call.args.map(bare).filter(isFunction);
    if (to.length > 0) return plus(...to.map(({ node }) => targetCost(node, call, at)));
    const inside = plus(
      ...callbacks.map((callback) => costOf(callback.body, at)),
      ...namedCallbacks(call, at),
    );
    const hidden = hiddenLoop(call, source);
    if (hidden === null || !CALLED_PER_ITEM.test(call.name))
      return plus(counted === 'time' ? (hidden ?? ZERO) : ZERO, inside);
    // Callbacks of lists are started at once: their waits are not one after the other.
    return counted === 'time' ? times(hidden, plus(ONCE, inside)) : inside;
  };

  const targetCost = (target: FunctionNode, call: Call, at: At): Growth => {
    if (target === at.fn) {
      at.again.push(call.node);
      return ZERO;
    }
    if (running.includes(target)) {
      const name = program.named(target)?.name ?? 'another function';
      return unknownGrowth(`it and ${name} call each other`);
    }
    return putArguments(growthOf(target), { target, call, source: at.module.source });
  };

  /** `rows.map(toView)`. */
  const namedCallbacks = (call: Call, at: At): readonly Growth[] => {
    const given = found.filter(({ kind, node }) => kind === 'callback' && node === call.node);
    return given.flatMap(({ to }) =>
      to.flatMap(({ node }) =>
        at.module.source.tree.holds(call.node, node) || running.includes(node) ? [] : [growthOf(node)],
      ),
    );
  };

  /** What is outside answers once; a function of the repository waits as often as it does itself. */
  const awaited = (node: Extract<Node, { type: 'AwaitExpression' }>, at: At): Growth => {
    const waited = bare(node.argument);
    return (targets.get(waited) ?? []).length > 0 || !at.calls.has(waited) ? ZERO : ONCE;
  };

  return growthOf;
}

const callsByModule = new WeakMap<Module, ReadonlyMap<Node, Call>>();

function callsOf(module: Module): ReadonlyMap<Node, Call> {
  const known = callsByModule.get(module) ?? new Map(module.source.calls.map((call) => [call.node, call]));
  callsByModule.set(module, known);
  return known;
}

function childrenOf(node: Node, { module }: { readonly module: Module }): readonly Node[] {
  const { tree } = module.source;
  return tree.within(node).filter((child) => tree.parent(child) === node);
}
