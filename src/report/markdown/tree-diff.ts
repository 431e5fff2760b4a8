// Two plan trees as one difference: a comment has no room for two columns, and what is the same is said once.
import { alignLines, type AlignedLine } from '../text/align-lines.ts';
import { cleanBlock } from '../../core/text/clean-text.ts';

/** With the heads that make it known as a difference; the text itself where both sides are the same. */
export function treeDiff(base: string, head: string): string {
  if (base === head) return head;
  const aligned = alignLines(linesOf(base), linesOf(head));
  return ['--- base', '+++ head', ...runsOf(aligned).flatMap(diffOf)].join('\n');
}

function linesOf(text: string): readonly string[] {
  return cleanBlock(text).replace(/\n+$/, '').split('\n');
}

/** Lines without a counterpart in their place stay together; a node whose numbers alone differ is a pair of its own. */
function runsOf(lines: readonly AlignedLine[]): readonly (readonly AlignedLine[])[] {
  const runs: AlignedLine[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && isMoved(line) && isMoved(last[0])) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** Alone on its side, or the same words at another depth: no node of the same place. */
function isMoved({ base, head, change }: AlignedLine): boolean {
  return change === 'changed' || (change === 'digits' && depthOf(base ?? '') !== depthOf(head ?? ''));
}

function depthOf(line: string): number {
  return line.search(/[^\s│├└─]/);
}

function diffOf(run: readonly AlignedLine[]): readonly string[] {
  if (run[0]?.change === 'same') return run.map(({ head }) => `  ${head ?? ''}`);
  return [
    ...run.flatMap(({ base }) => (base === null ? [] : [`- ${base}`])),
    ...run.flatMap(({ head }) => (head === null ? [] : [`+ ${head}`])),
  ];
}
