// The pull request that takes a push back, and its commit: a proposal with its reasons, which closing it answers for good.
import { formatChange } from '../../core/format/format-change.ts';
import { plural } from '../../core/format/plural.ts';
import { codeSpan } from '../../core/markdown/escape-markdown.ts';
import { plainWords } from '../../core/text/plain-words.ts';
import { inSentence } from '../../compare/describe-change.ts';
import type { Restoration } from '../../ports/forge.ts';
import type { PullText } from '../proposals/render-pull.ts';
import { writeRevertMark } from './mark.ts';
import { commitList, nameOfPush, regressionTable, whereMeasured, type ToldPush } from './told-push.ts';

/** Every branch that holds a revert begins so. */
export const REVERT_PREFIX = 'perfcrew/revert-';

export function revertBranch(head: string): string {
  return `${REVERT_PREFIX}${head.slice(0, 12)}`;
}

export function renderRevert(push: ToldPush, content: Restoration['content']): PullText {
  const { branch, head } = push;
  const how =
    content.kind === 'tree-of'
      ? 'Merging it brings every file back to what it was before the push.'
      : `The branch has moved on since. Merging it brings the ${plural(content.files.length, 'file')} of the push back to what they were before it; none was touched since, but later commits may need what it brought: look whether the tests pass.`;
  return {
    title: titleOf(push),
    body: [
      `${writeRevertMark(head)}\nA push to ${codeSpan(branch)} made this slower:`,
      regressionTable(push),
      `It came with\n\n${commitList(push)}`,
      `This is a proposal: nothing is taken back until somebody merges it. ${how}`,
      '**To say no, close it.** It is not raised again for that commit.',
      whereMeasured(push),
    ].join('\n\n'),
  };
}

export function revertMessage(push: ToldPush): string {
  const { regressions, base, head } = push;
  const told = regressions
    .slice(0, 10)
    .map((row) => `${plainWords(`${row.target}: ${changeOf(row)}`, 200)}.`);
  return [
    `Revert "${plainWords(nameOfPush(push), 60)}"`,
    `This takes back what was pushed from ${base} to ${head}, which made slower:\n${told.join('\n')}`,
    `Perfcrew-Reverts: ${head}`,
  ].join('\n\n');
}

function titleOf(push: ToldPush): string {
  const [worst, ...others] = push.regressions;
  const name = plainWords(nameOfPush(push), 80);
  if (worst === undefined) return `Revert "${name}"`;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `Revert "${name}": ${plainWords(worst.target, 60)}, ${changeOf(worst)}${more}`;
}

function changeOf(row: ToldPush['regressions'][number]): string {
  return `${inSentence(plainWords(row.label, 40))} ${formatChange(row)}`;
}
