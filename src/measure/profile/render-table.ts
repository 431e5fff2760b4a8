// The hottest functions of both sides as two texts with the same rows, to be read side by side.
import type { CallNode } from './call-tree.ts';
import type { ProfiledFunction } from './profiled-function.ts';
import type { Resource } from './resource.ts';

export interface FunctionRow {
  readonly fn: ProfiledFunction;
  /** Its own code and what V8 does for it. */
  readonly selfCost: number;
  /** With everything it calls. */
  readonly totalCost: number;
}

interface Profiles {
  readonly base: CallNode;
  readonly head: CallNode;
  readonly resource: Resource;
}

const ROWS = 10;
const LABEL_WIDTH = 60;

export function renderTables(
  { base: baseTree, head: headTree, resource }: Profiles,
  changed: ReadonlySet<string>,
): { readonly base: string; readonly head: string } {
  const [base, head] = [functionRows(baseTree), functionRows(headTree)];
  const keys = [...new Set([...base.keys(), ...head.keys()])]
    .map((key) => {
      const [was, is] = [base.get(key)?.selfCost ?? 0, head.get(key)?.selfCost ?? 0];
      return { key, weight: Math.max(was, is) + Math.abs(is - was) };
    })
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, ROWS)
    .map(({ key }) => key);
  const { unit } = resource.column;
  const text = (rows: ReadonlyMap<string, FunctionRow>, others: ReadonlyMap<string, FunctionRow>): string =>
    [
      `self ${unit}  total ${unit}  per request`,
      ...keys.map((key) => {
        const row = rows.get(key);
        const fn = row?.fn ?? others.get(key)?.fn;
        const mark = changed.has(key) ? ', changed here' : '';
        return `${cell(row?.selfCost, 7)}  ${cell(row?.totalCost, 8)}  ${fn === undefined ? key : label(fn)}${mark}`;
      }),
    ].join('\n');
  return { base: text(base, head), head: text(head, base) };

  function cell(cost: number | undefined, width: number): string {
    return (cost === undefined || cost === 0 ? '–' : resource.column.cell(cost)).padStart(width);
  }
}

export function functionRows(tree: CallNode): ReadonlyMap<string, FunctionRow> {
  const rows = new Map<string, { fn: ProfiledFunction; selfCost: number; totalCost: number }>();
  const rowOf = (fn: ProfiledFunction) => {
    const row = rows.get(fn.key) ?? { fn, selfCost: 0, totalCost: 0 };
    rows.set(fn.key, row);
    return row;
  };
  const walk = (node: CallNode, callers: readonly ProfiledFunction[]): void => {
    // What is built into V8 has no row of its own; it works for its caller.
    const stack = node.fn.owner === 'builtin' && callers.length > 0 ? callers : [...callers, node.fn];
    const top = stack.at(-1);
    if (node.selfCost > 0 && top !== undefined) {
      rowOf(top).selfCost += node.selfCost;
      for (const fn of new Map(stack.map((one) => [one.key, one])).values())
        rowOf(fn).totalCost += node.selfCost;
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
