// Which of the functions that ran does the diff touch.
import type { CallNode } from './call-tree.ts';
import type { ChangedLine, ChangedLines } from './changed-lines.ts';
import type { ProfiledFunction } from './profiled-function.ts';

/** Keys of the functions with the changed lines in them; a line belongs to the innermost function. */
export function changedFunctions(
  tree: CallNode,
  changed: ChangedLines,
): ReadonlyMap<string, readonly ChangedLine[]> {
  const byPath = Map.groupBy(functionsOf(tree).values(), ({ path }) => path);
  const touched = new Map<string, ChangedLine[]>();
  for (const [path, lines] of changed) {
    const functions = byPath.get(path) ?? [];
    for (const line of lines) {
      const inner = innermost(functions, line.line);
      if (inner === null) continue;
      const known = touched.get(inner.key);
      if (known === undefined) touched.set(inner.key, [line]);
      else known.push(line);
    }
  }
  return touched;
}

function functionsOf(
  tree: CallNode,
  found = new Map<string, ProfiledFunction>(),
): Map<string, ProfiledFunction> {
  for (const child of tree.children.values()) {
    if (!found.has(child.fn.key)) found.set(child.fn.key, child.fn);
    functionsOf(child, found);
  }
  return found;
}

function innermost(functions: readonly ProfiledFunction[], line: number): ProfiledFunction | null {
  const around = functions.filter(
    (fn) => fn.line !== null && fn.line <= line && line <= (fn.endLine ?? fn.line),
  );
  return around.toSorted((one, other) => (other.line ?? 0) - (one.line ?? 0))[0] ?? null;
}
