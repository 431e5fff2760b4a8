// Where perfcrew cannot take a push back, people are told once why, and what they could do.
import { plural } from '../../core/format/plural.ts';
import { codeSpan } from '../../core/markdown/escape-markdown.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';
import type { Handoff } from '../proposals/handoff.ts';
import { revertHandoffMark } from './mark.ts';
import type { RevertPlan } from './plan-revert.ts';
import { commitList, nameOfPush, regressionTable, whereMeasured, type ToldPush } from './told-push.ts';

export type RevertHandoff = Pick<Extract<RevertPlan, { kind: 'handoff' }>, 'why' | 'paths'>;

const MOST_PATHS = 20;

export function renderRevertHandoff(push: ToldPush, { why, paths }: RevertHandoff): Handoff {
  const { branch, head } = push;
  const marker = revertHandoffMark(head);
  const listed = paths.slice(0, MOST_PATHS).map((path) => `- ${codeSpan(path)}`);
  const hidden = paths.length - listed.length;
  return {
    marker,
    title: `perfcrew: a push to ${cutText(cleanLine(branch), 60)} made ${plural(push.regressions.length, 'number')} worse: ${cutText(cleanLine(nameOfPush(push)), 80)}`,
    body: [
      `${marker}\nA push to ${codeSpan(branch)} made this slower, and perfcrew did not propose to revert it:`,
      regressionTable(push),
      `It came with\n\n${commitList(push)}`,
      `**Why not by itself:** ${why}`,
      ...(listed.length === 0
        ? []
        : [[...listed, ...(hidden > 0 ? [`- …and ${hidden} more`] : [])].join('\n')]),
      `**What to do:** make it fast again in a pull request, or revert it by hand (\`git revert\` on a branch of its own, solving what conflicts). Close this issue if it is fine as it is: it is opened once for that commit.`,
      whereMeasured(push),
    ].join('\n\n'),
  };
}
