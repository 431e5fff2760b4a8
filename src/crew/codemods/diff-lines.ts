// The fewest lines to take out and put in so that one text becomes another. Method: E. W. Myers, An O(ND) Difference Algorithm
// and Its Variations, Algorithmica 1 (1986), the greedy algorithm of section 4.

/** Lines [beforeStart, beforeEnd) become lines [afterStart, afterEnd). */
export interface Change {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** From here on what is between the first and the last differing line is taken as one change: the search grows with its square. */
const MOST_STEPS = 2000;

export function diffLines(before: readonly string[], after: readonly string[]): readonly Change[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const old = before.slice(head, before.length - tail);
  const young = after.slice(head, after.length - tail);
  return between(old, young).map(({ beforeStart, beforeEnd, afterStart, afterEnd }) => ({
    beforeStart: beforeStart + head,
    beforeEnd: beforeEnd + head,
    afterStart: afterStart + head,
    afterEnd: afterEnd + head,
  }));
}

function between(old: readonly string[], young: readonly string[]): readonly Change[] {
  if (old.length === 0 && young.length === 0) return [];
  const whole = { beforeStart: 0, beforeEnd: old.length, afterStart: 0, afterEnd: young.length };
  if (old.length === 0 || young.length === 0) return [whole];
  const trace = search(old, young);
  return trace === null ? [whole] : walkBack(trace, old.length, young.length);
}

type Reached = ReadonlyMap<number, number>;

/** The furthest old line on each diagonal (old − young), after 0, 1, 2 … lines taken out or put in; null where there are too many. */
function search(old: readonly string[], young: readonly string[]): readonly Reached[] | null {
  const trace: Reached[] = [];
  let reached = new Map<number, number>([[1, 0]]);
  for (let steps = 0; steps <= Math.min(MOST_STEPS, old.length + young.length); steps += 1) {
    const next = new Map(reached);
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = isDown(reached, diagonal, steps)
        ? (reached.get(diagonal + 1) ?? 0)
        : (reached.get(diagonal - 1) ?? 0) + 1;
      while (x < old.length && x - diagonal < young.length && old[x] === young[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= young.length) return [...trace, reached];
    }
    trace.push(reached);
    reached = next;
  }
  return null;
}

function isDown(reached: Reached, diagonal: number, steps: number): boolean {
  if (diagonal === -steps) return true;
  return diagonal !== steps && (reached.get(diagonal - 1) ?? -1) < (reached.get(diagonal + 1) ?? -1);
}

function walkBack(trace: readonly Reached[], oldLines: number, youngLines: number): readonly Change[] {
  const changes: Change[] = [];
  let [x, y] = [oldLines, youngLines];
  for (let steps = trace.length - 1; steps > 0; steps -= 1) {
    const reached = trace[steps] ?? new Map<number, number>();
    const diagonal = x - y;
    const from = isDown(reached, diagonal, steps) ? diagonal + 1 : diagonal - 1;
    const beforeStart = reached.get(from) ?? 0;
    const afterStart = beforeStart - from;
    const isPut = from === diagonal + 1;
    join(changes, {
      beforeStart,
      beforeEnd: isPut ? beforeStart : beforeStart + 1,
      afterStart,
      afterEnd: isPut ? afterStart + 1 : afterStart,
    });
    [x, y] = [beforeStart, afterStart];
  }
  return changes.toReversed();
}

/** Changes come from the end; one that ends where the last began is the same change. */
function join(changes: Change[], change: Change): void {
  const last = changes.at(-1);
  if (last === undefined || last.beforeStart !== change.beforeEnd || last.afterStart !== change.afterEnd) {
    changes.push(change);
    return;
  }
  changes[changes.length - 1] = { ...last, beforeStart: change.beforeStart, afterStart: change.afterStart };
}
