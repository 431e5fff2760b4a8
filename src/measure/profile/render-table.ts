// The hottest functions of both sides as two texts with the same rows, to be read side by side.
import type { CallNode } from './call-tree.ts';
import type { ProfiledFunction } from './profiled-function.ts';

export interface FunctionRow {
  readonly fn: ProfiledFunction;
  /** Its own code and what V8 does for it. */
  readonly selfMs: number;
  /** With everything it calls. */
  readonly totalMs: number;
}

const ROWS = 10;
const LABEL_WIDTH = 60;

export function renderTables(
  sides: { readonly base: CallNode; readonly head: CallNode },
  changed: ReadonlySet<string>,
): { readonly base: string; readonly head: string } {
  const [base, head] = [functionRows(sides.base), functionRows(sides.head)];
  const keys = [...new Set([...base.keys(), ...head.keys()])]
    .map((key) => {
      const [was, is] = [base.get(key)?.selfMs ?? 0, head.get(key)?.selfMs ?? 0];
      return { key, weight: Math.max(was, is) + Math.abs(is - was) };
    })
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, ROWS)
    .map(({ key }) => key);
  const text = (rows: ReadonlyMap<string, FunctionRow>, others: ReadonlyMap<string, FunctionRow>): string =>
    [
      'self ms  total ms  per request',
      ...keys.map((key) => {
        const row = rows.get(key);
        const fn = row?.fn ?? others.get(key)?.fn;
        const mark = changed.has(key) ? ', changed here' : '';
        return `${number(row?.selfMs, 7)}  ${number(row?.totalMs, 8)}  ${fn === undefined ? key : label(fn)}${mark}`;
      }),
    ].join('\n');
  return { base: text(base, head), head: text(head, base) };
}

export function functionRows(tree: CallNode): ReadonlyMap<string, FunctionRow> {
  const rows = new Map<string, { fn: ProfiledFunction; selfMs: number; totalMs: number }>();
  const rowOf = (fn: ProfiledFunction) => {
    const row = rows.get(fn.key) ?? { fn, selfMs: 0, totalMs: 0 };
    rows.set(fn.key, row);
    return row;
  };
  const walk = (node: CallNode, callers: readonly ProfiledFunction[]): void => {
    // What is built into V8 has no row of its own; it works for its caller.
    const stack = node.fn.owner === 'builtin' && callers.length > 0 ? callers : [...callers, node.fn];
    const top = stack.at(-1);
    if (node.selfMs > 0 && top !== undefined) {
      rowOf(top).selfMs += node.selfMs;
      for (const fn of new Map(stack.map((one) => [one.key, one])).values()) rowOf(fn).totalMs += node.selfMs;
    }
    for (const child of node.children.values()) walk(child, stack);
  };
  for (const child of tree.children.values()) walk(child, []);
  return rows;
}

/** `recommend (lib/recommendations.js:11)`, or the name of a package. */
export function label({ name, owner, path, line }: ProfiledFunction): string {
  const text =
    path === null ? (owner === 'package' ? `${name} (package)` : name) : `${name} (${path}:${line ?? '?'})`;
  return text.length > LABEL_WIDTH ? `${text.slice(0, 20)}…${text.slice(-(LABEL_WIDTH - 21))}` : text;
}

function number(ms: number | undefined, width: number): string {
  return (ms === undefined || ms === 0 ? '–' : ms.toFixed(ms < 1 ? 3 : 2)).padStart(width);
}
