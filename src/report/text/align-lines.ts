// Two plan trees side by side: which lines are the same node, which changed their numbers, which are new or gone.

export interface AlignedLine {
  readonly base: string | null;
  readonly head: string | null;
  /** `same` to the letter, `digits` where only digits differ, `changed` where one side has no such line. */
  readonly change: 'same' | 'digits' | 'changed';
}

/** Longer texts are not aligned but laid beside each other: the table of common lines grows with the square. */
const MOST_LINES = 300;

export function alignLines(base: readonly string[], head: readonly string[]): readonly AlignedLine[] {
  if (base.length > MOST_LINES || head.length > MOST_LINES) return besides(base, head);
  const common = commonTable(base.map(shapeOf), head.map(shapeOf));
  const aligned: AlignedLine[] = [];
  let left = 0;
  let right = 0;
  while (left < base.length || right < head.length) {
    const one = base[left];
    const other = head[right];
    if (one !== undefined && other !== undefined && shapeOf(one) === shapeOf(other)) {
      aligned.push({ base: one, head: other, change: one === other ? 'same' : 'digits' });
      left += 1;
      right += 1;
    } else if (one !== undefined && (other === undefined || isLonger(common, left, right))) {
      aligned.push({ base: one, head: null, change: 'changed' });
      left += 1;
    } else {
      aligned.push({ base: null, head: other ?? null, change: 'changed' });
      right += 1;
    }
  }
  return pairUp(aligned);
}

/** A line without its numbers and its depth: the node it tells of. */
function shapeOf(line: string): string {
  return line
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\d+(?:,\d{3})*(?:\.\d+)?/g, '#');
}

/** Longest common subsequence of every pair of endings (dynamic programming, Hunt & McIlroy's problem). */
function commonTable(base: readonly string[], head: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: base.length + 1 }, () => Array<number>(head.length + 1).fill(0));
  for (let left = base.length - 1; left >= 0; left -= 1) {
    for (let right = head.length - 1; right >= 0; right -= 1) {
      const row = table[left];
      if (row === undefined) continue;
      row[right] =
        base[left] === head[right]
          ? (table[left + 1]?.[right + 1] ?? 0) + 1
          : Math.max(table[left + 1]?.[right] ?? 0, row[right + 1] ?? 0);
    }
  }
  return table;
}

function isLonger(table: readonly (readonly number[])[], left: number, right: number): boolean {
  return (table[left + 1]?.[right] ?? 0) >= (table[left]?.[right + 1] ?? 0);
}

/** Lines gone and lines new in the same gap stand beside each other. */
function pairUp(lines: readonly AlignedLine[]): readonly AlignedLine[] {
  const result: AlignedLine[] = [];
  let gone: string[] = [];
  let fresh: string[] = [];
  const flush = () => {
    result.push(...besides(gone, fresh));
    gone = [];
    fresh = [];
  };
  for (const line of lines) {
    if (line.change !== 'changed') {
      flush();
      result.push(line);
    } else if (line.base !== null) gone.push(line.base);
    else if (line.head !== null) fresh.push(line.head);
  }
  flush();
  return result;
}

function besides(base: readonly string[], head: readonly string[]): readonly AlignedLine[] {
  return Array.from({ length: Math.max(base.length, head.length) }, (_, place) => ({
    base: base[place] ?? null,
    head: head[place] ?? null,
    change: 'changed' as const,
  }));
}
