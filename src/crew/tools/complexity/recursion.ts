// What calling itself makes of a function: divide, branch, step by step, or walk a structure; the classical recurrences
// (Cormen et al., "Introduction to Algorithms", 4th ed. 2022, chapter 4).
import type { Node } from '@babel/types';
import { bare } from '../lint/calls.ts';
import type { FunctionNode } from '../lint/functions.ts';
import type { Source } from '../lint/source.ts';
import { exponential, type Growth, growsWith, plus, type Size, times, unknownGrowth } from './growth.ts';
import { lineOf } from './turns-of.ts';

type Shape = 'part' | 'halved' | 'less';

export function withRecursion(
  body: Growth,
  at: { readonly fn: FunctionNode; readonly calls: readonly Node[]; readonly source: Source },
): Growth {
  const { fn, calls, source } = at;
  const [first] = calls;
  if (first === undefined) return body;
  const line = lineOf(first, source);
  const shapes = calls.map((call) => shapeOf(call, { fn, source }));
  const size = inputOf(fn, source);
  const isMemo = source.tree
    .within(fn)
    .some((node) => node.type === 'Identifier' && /^(cache|memo|seen|visited)$/i.test(node.name));
  if (isMemo || shapes.includes(null) || size === null)
    return {
      ...body,
      unknown: new Set([
        ...body.unknown,
        `it calls itself in line ${first.loc?.start.line ?? 1}, how often is not told by the text`,
      ]),
    };
  if (shapes.every((shape) => shape === 'part'))
    return times(
      growsWith({ size }, { reason: `it visits each part of ${size.label} once`, line }),
      withoutParts(body, fn),
    );
  const branches = calls.filter((call) => !isExclusive(call, source)).length;
  const isLoop = calls.some((call) =>
    source.repeats(call).some(({ node }) => node !== fn && source.tree.holds(fn, node)),
  );
  if (shapes.every((shape) => shape === 'halved') && !isLoop) {
    const linear = body.terms.some(({ factors }) => factors.size > 0);
    if (branches < 2)
      return times(
        growsWith(
          { size, power: 0, logs: 1 },
          { reason: `it halves ${size.label} and goes on with one half`, line },
        ),
        body,
      );
    const factor = linear ? { size, power: 0, logs: 1 } : { size };
    return times(
      growsWith(factor, { reason: `it halves ${size.label} and goes on with both halves`, line }),
      body,
    );
  }
  if (shapes.every((shape) => shape === 'less')) {
    if (branches >= 2 || isLoop)
      return exponential(size, {
        reason: `it calls itself ${isLoop ? 'in a loop' : `${branches} times`} with little less`,
        line,
      });
    return times(
      growsWith({ size }, { reason: `it calls itself with one less of ${size.label}`, line }),
      body,
    );
  }
  return {
    ...body,
    unknown: unknownGrowth(`it calls itself in different ways from line ${first.loc?.start.line ?? 1}`)
      .unknown,
  };
}

/** The children of all nodes are the nodes: going through them is counted already. */
function withoutParts(body: Growth, fn: FunctionNode): Growth {
  const terms = body.terms.map((term) => {
    const kept = [...term.factors].filter(
      ([, { size, power }]) => !(power === 1 && size.tail !== '' && size.binding?.declaration === fn),
    );
    return { ...term, factors: new Map(kept) };
  });
  return plus({ ...body, terms });
}

function inputOf(fn: FunctionNode, source: Source): Size | null {
  const [first] = fn.params;
  const named = first?.type === 'AssignmentPattern' ? first.left : first;
  if (named?.type !== 'Identifier') return null;
  const binding = source.scopes.bindings.find(({ identifier }) => identifier === named) ?? null;
  return { id: `${source.path}:${named.start ?? 0}`, label: named.name, binding, tail: '' };
}

/** By what its arguments are made of; null where that says nothing. */
function shapeOf(
  call: Node,
  { fn, source }: { readonly fn: FunctionNode; readonly source: Source },
): Shape | null {
  if (!('arguments' in call)) return null;
  const shapes = call.arguments.map((argument) => shapeOfArgument(bare(argument), { fn, source }));
  if (shapes.includes('halved')) return 'halved';
  return shapes.find((shape) => shape !== null) ?? null;
}

function shapeOfArgument(
  arg: Node,
  at: { readonly fn: FunctionNode; readonly source: Source },
): Shape | null {
  const { fn, source } = at;
  const { scopes, tree } = source;
  if (arg.type === 'BinaryExpression') {
    if (/^(\/|>>>?)$/.test(arg.operator)) return 'halved';
    const isMiddle = [arg.left, arg.right].some((side) => isMiddleName(side));
    if (isMiddle) return 'halved';
    return /^[-+]$/.test(arg.operator) && arg.right.type === 'NumericLiteral' ? 'less' : null;
  }
  if (isMiddleName(arg)) return 'halved';
  if (arg.type === 'CallExpression' && arg.callee.type === 'MemberExpression') {
    const { property } = arg.callee;
    if (property.type !== 'Identifier' || !/^(slice|subarray|substring)$/.test(property.name)) return null;
    return arg.arguments.some((one) => shapeOfArgument(bare(one), at) === 'halved') ? 'halved' : 'less';
  }
  const isChild =
    (arg.type === 'MemberExpression' || arg.type === 'OptionalMemberExpression') &&
    (!arg.computed || arg.property.type !== 'StringLiteral');
  if (isChild) return 'part';
  if (arg.type !== 'Identifier') return null;
  const binding = scopes.resolve(arg);
  if (binding === null || !tree.holds(fn, binding.identifier) || binding.declaration === fn) return null;
  if (binding.init !== null) return shapeOfArgument(bare(binding.init), at);
  // What a loop or a callback of a list goes through.
  return source.repeats(arg).some(({ node }) => node !== fn && tree.holds(node, binding.identifier))
    ? 'part'
    : null;
}

function isMiddleName(node: Node): boolean {
  return node.type === 'Identifier' && /^(mid|middle|half|pivot|center|centre)$/i.test(node.name);
}

/** `if (…) return f(…)` and the sides of `a ? f(…) : g(…)`: at most one of them runs. */
function isExclusive(call: Node, { tree }: Source): boolean {
  let child = call;
  for (const at of tree.ancestors(call)) {
    if (at.type === 'ConditionalExpression' && at.test !== child) return true;
    if (
      at.type === 'IfStatement' &&
      at.test !== child &&
      tree.within(at).some((node) => node.type === 'ReturnStatement')
    )
      return true;
    if (/Function|Method/.test(at.type)) return false;
    child = at;
  }
  return false;
}
