// Whether the linter sees a fix: flags in the lines before it, in its category, and silence in the lines after it.
import { lint } from '../../src/crew/tools/lint/lint.ts';
import type { LintFinding } from '../../src/crew/tools/lint/finding.ts';
import type { FixRecord } from './data.ts';
import type { Texts } from './texts.ts';

export interface Judgement {
  readonly before: readonly LintFinding[];
  readonly after: readonly LintFinding[];
  /** Any flag before. */
  readonly flagged: boolean;
  /** One of the labelled category. */
  readonly right: boolean;
  /** `right`, and no flag of that category after. */
  readonly mended: boolean;
  /** `right`, and no flag of any category after. */
  readonly silent: boolean;
}

export type Floor = 'low' | 'medium';

/** Findings less sure than the floor stay out. */
export function judge(record: FixRecord, texts: readonly Texts[], floor: Floor): Judgement {
  const flags = (side: 'before' | 'after'): readonly LintFinding[] =>
    record.files.flatMap(({ path, hunks }, index) => {
      const lines = hunks.flatMap((hunk) =>
        side === 'before' ? range(hunk.old_start, hunk.old_lines) : range(hunk.new_start, hunk.new_lines),
      );
      return lint({
        path,
        text: texts[index]?.[side] ?? '',
        changedLines: new Set(lines),
        minConfidence: floor,
      });
    });
  const [before, after] = [flags('before'), flags('after')];
  const right = before.some(({ category }) => category === record.category);
  return {
    before,
    after,
    flagged: before.length > 0,
    right,
    mended: right && !after.some(({ category }) => category === record.category),
    silent: right && after.length === 0,
  };
}

function range(start: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => start + index);
}
