// Shares the time of a profile among those who answer for it: the nearest changed function up the stack, so that what a
// change calls more often counts for the change; where there is none, the nearest function of the project.
import type { CallNode } from './call-tree.ts';
import type { ProfiledFunction } from './profiled-function.ts';

export interface Share {
  readonly fn: ProfiledFunction;
  cost: number;
  /** Of the function's own code, by line. */
  readonly lines: Map<number, number>;
  /** Of what it called, by the function called first. */
  readonly callees: Map<string, Part>;
  /** By the project's function it was called from. */
  readonly callers: Map<string, Part>;
}

interface Part {
  readonly fn: ProfiledFunction;
  cost: number;
}

export function shareTime(tree: CallNode, changed: ReadonlySet<string>): ReadonlyMap<string, Share> {
  const shares = new Map<string, Share>();
  const walk = (node: CallNode, stack: readonly CallNode[]): void => {
    const path = [...stack, node];
    if (node.selfCost > 0 && stack.length > 0) give(path.slice(1));
    for (const child of node.children.values()) walk(child, path);
  };
  walk(tree, []);
  return shares;

  function give(path: readonly CallNode[]): void {
    const at = answering(path, changed);
    const [owner, callee, leaf] = [path[at], path[at + 1], path.at(-1)];
    if (owner === undefined || leaf === undefined) return;
    const share = shares.get(owner.fn.key) ?? {
      fn: owner.fn,
      cost: 0,
      lines: new Map<number, number>(),
      callees: new Map<string, Part>(),
      callers: new Map<string, Part>(),
    };
    shares.set(owner.fn.key, share);
    share.cost += leaf.selfCost;
    const caller = path.slice(0, at).findLast(({ fn }) => fn.owner === 'project' && fn.key !== owner.fn.key);
    if (caller !== undefined) addPart(share.callers, caller.fn, leaf.selfCost);
    if (callee === undefined) {
      for (const [line, cost] of leaf.lines) share.lines.set(line, (share.lines.get(line) ?? 0) + cost);
      return;
    }
    addPart(share.callees, callee.fn, leaf.selfCost);
  }
}

function addPart(parts: Map<string, Part>, fn: ProfiledFunction, cost: number): void {
  const part = parts.get(fn.key) ?? { fn, cost: 0 };
  parts.set(fn.key, part);
  part.cost += cost;
}

/** Index into the path from the outermost call to the one on top of the stack. */
function answering(path: readonly CallNode[], changed: ReadonlySet<string>): number {
  const touched = path.findLastIndex(({ fn }) => changed.has(fn.key));
  if (touched >= 0) return touched;
  const own = path.findLastIndex(({ fn }) => fn.owner === 'project');
  if (own >= 0) return own;
  const library = path.findLastIndex(({ fn }) => fn.owner === 'package' || fn.owner === 'node');
  return library >= 0 ? library : path.length - 1;
}
