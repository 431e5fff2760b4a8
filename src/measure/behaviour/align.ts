// Which lines of two texts belong together: the greedy algorithm of Myers, "An O(ND) Difference Algorithm and Its
// Variations", Algorithmica 1 (1986), with a limit, since a stranger's answers may have nothing in common.

/** Lines from `baseStart` (up to `baseEnd`) are replaced by those from `headStart`. */
export interface Hunk {
  readonly baseStart: number;
  readonly baseEnd: number;
  readonly headStart: number;
  readonly headEnd: number;
}

/** With more lines removed and added than this, all of them count as replaced. */
const MOST_EDITS = 1_000;

export function align(base: readonly string[], head: readonly string[]): Hunk[] {
  let start = 0;
  while (start < base.length && start < head.length && base[start] === head[start]) start += 1;
  let end = 0;
  const shorter = Math.min(base.length, head.length) - start;
  while (end < shorter && base[base.length - 1 - end] === head[head.length - 1 - end]) end += 1;
  const middle = { base: base.slice(start, base.length - end), head: head.slice(start, head.length - end) };
  if (middle.base.length === 0 && middle.head.length === 0) return [];
  const kept = keptLines(middle.base, middle.head) ?? [];
  const hunks: Hunk[] = [];
  let [fromBase, fromHead] = [0, 0];
  for (const [atBase, atHead] of [...kept, [middle.base.length, middle.head.length] as const]) {
    if (atBase > fromBase || atHead > fromHead) {
      hunks.push({
        baseStart: start + fromBase,
        baseEnd: start + atBase,
        headStart: start + fromHead,
        headEnd: start + atHead,
      });
    }
    [fromBase, fromHead] = [atBase + 1, atHead + 1];
  }
  return hunks;
}

/** Pairs of equal lines, in order; null beyond the limit. */
function keptLines(base: readonly string[], head: readonly string[]): (readonly [number, number])[] | null {
  const most = Math.min(base.length + head.length, MOST_EDITS);
  // furthest[diagonal + centre]: how far into base one gets on that diagonal with so many edits.
  const centre = most + 1;
  const furthest = new Int32Array(2 * most + 3);
  const history: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    history.push(furthest.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepsDown(furthest, centre + diagonal, { diagonal, edits })
        ? (furthest[centre + diagonal + 1] ?? 0)
        : (furthest[centre + diagonal - 1] ?? 0) + 1;
      while (x < base.length && x - diagonal < head.length && base[x] === head[x - diagonal]) x += 1;
      furthest[centre + diagonal] = x;
      if (x >= base.length && x - diagonal >= head.length) {
        return walkBack(history, centre, [base.length, head.length]);
      }
    }
  }
  return null;
}

function stepsDown(
  furthest: Int32Array,
  at: number,
  { diagonal, edits }: { readonly diagonal: number; readonly edits: number },
): boolean {
  return diagonal === -edits || (diagonal !== edits && (furthest[at - 1] ?? 0) < (furthest[at + 1] ?? 0));
}

function walkBack(
  history: readonly Int32Array[],
  centre: number,
  end: readonly [number, number],
): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  let [x, y] = end;
  for (let edits = history.length - 1; edits >= 0; edits -= 1) {
    const furthest = history[edits];
    if (furthest === undefined) break;
    const diagonal = x - y;
    const isDown = stepsDown(furthest, centre + diagonal, { diagonal, edits });
    const before = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : (furthest[centre + before] ?? 0);
    const fromY = edits === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return kept.reverse();
}
