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
  /** One of the labelled category, by its first or another kind that it truly is of. */
  readonly right: boolean;
  /** `right`, and no flag of that category after. */
  readonly mended: boolean;
  /** `right`, and no flag of any category after. */
  readonly silent: boolean;
  /** `right`, and after only flags of lines that the fix left as they were, flagged by the same rules before. */
  readonly silentButForOld: boolean;
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
  const isOfLabel = ({ category, alsoCategories = [] }: LintFinding): boolean =>
    [category, ...alsoCategories].some((name) => name === record.category);
  const right = before.some(isOfLabel);
  const lineOf = ({ rule, path, line }: LintFinding, side: 'before' | 'after'): string => {
    const index = record.files.findIndex((file) => file.path === path);
    return `${rule} ${path} ${texts[index]?.[side].split('\n')[line - 1]?.trim() ?? ''}`;
  };
  const old = new Set(before.map((finding) => lineOf(finding, 'before')));
  return {
    before,
    after,
    flagged: before.length > 0,
    right,
    mended: right && !after.some(isOfLabel),
    silent: right && after.length === 0,
    silentButForOld: right && after.every((finding) => old.has(lineOf(finding, 'after'))),
  };
}

function range(start: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => start + index);
}
