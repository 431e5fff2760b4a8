// The functions a differential flame graph is about, for who reads without script, on paper or by ear.
import type { FlameFrame } from './flame-tree.ts';

export interface SelfTime {
  readonly name: string;
  /** Microseconds per request spent in the function itself. */
  readonly base: number;
  readonly head: number;
}

/** Those whose own time changed most, the largest change first. */
export function slowestFrames(root: FlameFrame, most: number): readonly SelfTime[] {
  const times = new Map<string, { base: number; head: number }>();
  const visit = ({ n, v, d, c }: FlameFrame): void => {
    const time = times.get(n) ?? { base: 0, head: 0 };
    time.head += v - c.reduce((sum, child) => sum + child.v, 0);
    time.base += v - d - c.reduce((sum, child) => sum + child.v - child.d, 0);
    times.set(n, time);
    for (const child of c) visit(child);
  };
  visit(root);
  const change = ({ base, head }: { readonly base: number; readonly head: number }) => Math.abs(head - base);
  return [...times]
    .map(([name, time]) => ({ name, ...time }))
    .filter((time) => change(time) > 0.05)
    .toSorted((one, other) => change(other) - change(one))
    .slice(0, most);
}
