// Plan trees, statements and log tails, shown as they are, in a fence nothing inside can close.
import { cleanBlock } from '../text/clean-text.ts';
import { cutLines } from '../text/cut-text.ts';
import { isUnifiedDiff } from '../text/unified-diff.ts';
import { longestRun } from './escape-markdown.ts';

export interface FenceLimits {
  readonly lines: number;
  readonly characters: number;
}

export function fence(text: string, limits: FenceLimits): string {
  const shown = cutLines(cleanBlock(text).replace(/\n+$/, ''), limits);
  const mark = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${mark}${isUnifiedDiff(shown) ? 'diff' : 'text'}\n${shown}\n${mark}`;
}
