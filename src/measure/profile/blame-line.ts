// The changed line that most likely is the cost of a changed function: where its samples were, or where it calls what
// costs more now. V8 tells the line of the running code only, not the lines of the calls on the stack.
import type { Location } from '../../core/location.ts';
import type { ChangedLine } from './changed-lines.ts';
import type { Suspect } from './compare-profiles.ts';

export function blameLine({
  fn,
  changed,
  head,
  base,
}: Pick<Suspect, 'fn' | 'changed' | 'head' | 'base'>): Location | null {
  if (fn.path === null) return null;
  const [first] = changed;
  if (first === undefined) return fn.line === null ? null : { path: fn.path, line: fn.line, side: 'head' };
  const grown = [...(head?.callees.values() ?? [])].map((callee) => ({
    name: callee.fn.name,
    cost: callee.cost - (base?.callees.get(callee.fn.key)?.cost ?? 0),
  }));
  const scored = changed.map((line) => ({ line, cost: (head?.lines.get(line.line) ?? 0) + called(line) }));
  const best = scored.reduce((one, other) => (other.cost > one.cost ? other : one));
  // Where nothing tells, an added line says more than a gap.
  const chosen = best.cost > 0 ? best.line : (changed.find(({ text }) => text.trim() !== '') ?? first);
  return { path: fn.path, line: chosen.line, side: 'head' };

  function called({ text }: ChangedLine): number {
    const words = new Set(text.match(/[\w$]+/g) ?? []);
    return grown
      .filter(({ name, cost }) => cost > 0 && words.has(name))
      .reduce((sum, { cost }) => sum + cost, 0);
  }
}
