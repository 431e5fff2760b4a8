// Two texts as a unified diff, as `diff -u` and git print it, short enough for a report.
import { align, type Hunk } from './align.ts';

const CONTEXT_LINES = 3;
const LONGEST_LINE = 300;

/** Empty where the texts are equal; the rest of what is longer than `mostLines` is only counted. */
export function unifiedDiff(base: readonly string[], head: readonly string[], mostLines: number): string {
  const printed = groups(align(base, head)).flatMap((hunks) => printGroup(hunks, base, head));
  const hidden = printed.length - mostLines;
  const shown = printed.slice(0, mostLines).map(shorten);
  return [...shown, ...(hidden > 0 ? [`… ${hidden} more lines`] : [])].join('\n');
}

/** Hunks whose contexts touch are printed as one. */
function groups(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && hunk.baseStart - last.baseEnd <= 2 * CONTEXT_LINES) group.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

function printGroup(hunks: readonly Hunk[], base: readonly string[], head: readonly string[]): string[] {
  const [first] = hunks;
  const last = hunks.at(-1);
  if (first === undefined || last === undefined) return [];
  const before = Math.min(CONTEXT_LINES, first.baseStart);
  const after = Math.min(CONTEXT_LINES, base.length - last.baseEnd);
  const lines: string[] = [];
  let at = first.baseStart - before;
  for (const hunk of hunks) {
    lines.push(...base.slice(at, hunk.baseStart).map((line) => ` ${line}`));
    lines.push(...base.slice(hunk.baseStart, hunk.baseEnd).map((line) => `-${line}`));
    lines.push(...head.slice(hunk.headStart, hunk.headEnd).map((line) => `+${line}`));
    at = hunk.baseEnd;
  }
  lines.push(...base.slice(at, at + after).map((line) => ` ${line}`));
  const baseRange = range(first.baseStart - before, last.baseEnd + after);
  const headRange = range(first.headStart - before, last.headEnd + after);
  return [`@@ -${baseRange} +${headRange} @@`, ...lines];
}

/** An empty range is named by the line before it. */
function range(start: number, end: number): string {
  return `${end === start ? start : start + 1},${end - start}`;
}

function shorten(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`;
}
