// Names a cycle as a reader follows it, a → b → a: depth-first search by colours (Cormen et al., Introduction to Algorithms, 22.3).

/** The edges point to what is waited for; the answer names waiters first. Null where there is no cycle. */
export function findCycle(edges: readonly (readonly [string, readonly string[]])[]): string[] | null {
  const next = new Map(edges);
  const finished = new Set<string>();
  for (const root of next.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    // A stack of its own: ten thousand tasks in a row are deeper than the calls a runtime allows.
    const open: { readonly id: string; readonly rest: Iterator<string> }[] = [];
    const enter = (id: string): void => {
      path.push(id);
      onPath.add(id);
      open.push({ id, rest: (next.get(id) ?? []).values() });
    };
    if (!finished.has(root)) enter(root);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const { value, done } = top.rest.next();
      if (done === true) {
        finished.add(top.id);
        onPath.delete(top.id);
        path.pop();
        open.pop();
      } else if (onPath.has(value)) return [...path.slice(path.indexOf(value)), value];
      else if (!finished.has(value)) enter(value);
    }
  }
  return null;
}
