// Divides the wall time among things that went on at the same time, so that no moment is counted twice.

/** From when to when something went on. */
export interface Spell {
  readonly name: string;
  readonly begunMs: number;
  readonly endedMs: number;
}

export interface Share {
  readonly name: string;
  /** Its part of the wall time: of moments with others, its equal share. All together are the time anything went on. */
  readonly wallMs: number;
  /** How long it went on, whatever else did. */
  readonly workMs: number;
}

/** By name, in the order they began; spells of one name are one thing, and count once where they overlap. */
export function divideTime(spells: readonly Spell[]): readonly Share[] {
  const inOrder = spells.toSorted((one, other) => one.begunMs - other.begunMs);
  const shares = new Map(inOrder.map(({ name }) => [name, { name, wallMs: 0, workMs: 0 }]));
  const open = new Map<string, number>();
  let lastMs = 0;
  for (const { atMs, name, change } of turns(inOrder)) {
    for (const [running, count] of open) {
      const share = shares.get(running);
      if (count === 0 || share === undefined) continue;
      share.workMs += atMs - lastMs;
      share.wallMs += (atMs - lastMs) / runningCount(open);
    }
    open.set(name, (open.get(name) ?? 0) + change);
    lastMs = atMs;
  }
  return [...shares.values()];
}

/** Every beginning and every end, in time. */
function turns(spells: readonly Spell[]): { atMs: number; name: string; change: 1 | -1 }[] {
  return spells
    .flatMap(({ name, begunMs, endedMs }) => [
      { atMs: begunMs, name, change: 1 as const },
      { atMs: Math.max(begunMs, endedMs), name, change: -1 as const },
    ])
    .toSorted((one, other) => one.atMs - other.atMs);
}

function runningCount(open: ReadonlyMap<string, number>): number {
  return [...open.values()].filter((count) => count > 0).length;
}
