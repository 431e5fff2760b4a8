// A called function's growth in the words of its caller: what it says of its parameters is said of the arguments.
import type { FunctionNode } from '../lint/functions.ts';
import type { Call } from '../lint/calls.ts';
import type { Source } from '../lint/source.ts';
import { type Growth, plus, type Size, type Term } from './growth.ts';
import { sizeOf } from './size-of.ts';

export function putArguments(
  growth: Growth,
  at: { readonly target: FunctionNode; readonly call: Call; readonly source: Source },
): Growth {
  const terms = growth.terms.map((term) => putInto(term, at));
  return plus({ terms, unknown: growth.unknown });
}

function putInto(
  term: Term,
  at: { readonly target: FunctionNode; readonly call: Call; readonly source: Source },
): Term {
  const factors = new Map<
    string,
    Term['factors'] extends ReadonlyMap<string, infer Factor> ? Factor : never
  >();
  const lines = new Set(term.lines);
  let isBounded = false;
  for (const { size, power, logs } of term.factors.values()) {
    const put = argumentFor(size, at);
    if (put === null) {
      isBounded = true;
      continue;
    }
    const known = factors.get(put.id);
    factors.set(put.id, { size: put, power: power + (known?.power ?? 0), logs: logs + (known?.logs ?? 0) });
  }
  if (factors.size > 0) lines.add(`${at.source.path}:${at.call.node.loc?.start.line ?? 1}`);
  return { ...term, factors, lines, isExponential: term.isExponential && !(isBounded && factors.size === 0) };
}

/** Null where the argument is bounded. */
function argumentFor(
  size: Size,
  { target, call, source }: { readonly target: FunctionNode; readonly call: Call; readonly source: Source },
): Size | null {
  const { binding, tail } = size;
  if (binding?.kind !== 'param' || binding.declaration !== target) return size;
  const index = target.params.findIndex(
    (param) =>
      (param.start ?? 0) <= (binding.identifier.start ?? 0) &&
      (binding.identifier.end ?? 0) <= (param.end ?? 0),
  );
  const arg = call.args[index];
  if (arg === undefined || arg.type === 'SpreadElement') return size;
  const given = sizeOf(arg, source);
  const isWhole =
    target.params[index] === binding.identifier || target.params[index]?.type === 'AssignmentPattern';
  const behind = isWhole ? tail : `.${binding.name}${tail}`;
  if (given === null) return behind === '' ? null : size;
  return { ...given, id: given.id + behind, label: given.label + behind, tail: given.tail + behind };
}
