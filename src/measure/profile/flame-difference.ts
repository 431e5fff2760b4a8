// Both profiles as one flame graph: the width is head's time, the delta what base did not need. Viewers of the d3-flame-graph
// format (`name`, `value`, `delta`, `children`) draw it.
import type { CallNode } from './call-tree.ts';
import { totalMs } from './call-tree.ts';
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
  const leastMs = LEAST_SHARE * Math.max(totalMs(base), totalMs(head));
  return nodeOf({ base, head }, leastMs);
}

function nodeOf(
  { base, head }: { readonly base: CallNode | undefined; readonly head: CallNode | undefined },
  leastMs: number,
): FlameNode {
  const [was, is] = [base ? totalMs(base) : 0, head ? totalMs(head) : 0];
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
          Math.max(child.base ? totalMs(child.base) : 0, child.head ? totalMs(child.head) : 0) > leastMs,
      )
      .map((child) => nodeOf(child, leastMs)),
  };
}

function microseconds(ms: number): number {
  return Math.round(ms * 10_000) / 10;
}
