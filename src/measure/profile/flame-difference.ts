// Both profiles as one flame graph: the width is head's time, the delta what base did not need. Viewers of the d3-flame-graph
// format (`name`, `value`, `delta`, `children`) draw it.
import type { CallNode } from './call-tree.ts';
import { totalCost } from './call-tree.ts';
import { label } from './render-table.ts';

export interface FlameNode {
  readonly name: string;
  /** Microseconds per request on head. */
  readonly value: number;
  /** Head minus base. */
  readonly delta: number;
  readonly children: readonly FlameNode[];
}

/** Thinner stacks cannot be seen. */
const LEAST_SHARE = 0.001;

export function flameDifference(base: CallNode, head: CallNode): FlameNode {
  const leastCost = LEAST_SHARE * Math.max(totalCost(base), totalCost(head));
  return nodeOf({ base, head }, leastCost);
}

function nodeOf(
  { base, head }: { readonly base: CallNode | undefined; readonly head: CallNode | undefined },
  leastCost: number,
): FlameNode {
  const [was, is] = [base ? totalCost(base) : 0, head ? totalCost(head) : 0];
  const fn = (head ?? base)?.fn;
  const keys = new Set([...(head?.children.keys() ?? []), ...(base?.children.keys() ?? [])]);
  return {
    name: fn === undefined ? '' : label(fn),
    value: microseconds(is),
    delta: microseconds(is - was),
    children: [...keys]
      .map((key) => ({ base: base?.children.get(key), head: head?.children.get(key) }))
      .filter(
        (child) =>
          Math.max(child.base ? totalCost(child.base) : 0, child.head ? totalCost(child.head) : 0) >
          leastCost,
      )
      .map((child) => nodeOf(child, leastCost)),
  };
}

function microseconds(ms: number): number {
  return Math.round(ms * 10_000) / 10;
}
