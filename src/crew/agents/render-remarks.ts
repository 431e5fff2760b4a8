// The section in which a document tells what a model said, under a heading that names it.
import { codeSpan, escapeProse } from '../../core/markdown/escape-markdown.ts';
import type { Proposal } from '../proposal.ts';
import { safeMarkdown } from './safe-markdown.ts';

export interface Remarks {
  readonly modelName: string;
  readonly remarks: readonly string[];
  readonly proposals: readonly Proposal[];
  readonly doubts: readonly { readonly id: string; readonly reason: string }[];
  readonly leftOut: readonly string[];
}

/** Empty where nothing was said. */
export function renderRemarks({ modelName, remarks, proposals, doubts, leftOut }: Remarks): string {
  const lines = [
    ...remarks.flatMap((text) => [safeMarkdown(text), '']),
    ...proposals.map(
      ({ id, title, risk, location }) =>
        `- Patch ${codeSpan(id)} (${codeSpan(`${location?.path}:${location?.line}`)}, risk ${risk}): ${escapeProse(title)}. Not proven yet.`,
    ),
    ...doubts.map(({ id, reason }) => `- Doubts ${codeSpan(id)}: ${escapeProse(reason, 1000)}`),
    ...leftOut.map((reason) => `- Left out: ${escapeProse(reason, 500)}`),
  ];
  if (lines.length === 0) return '';
  const heading = `## Added by the model ${codeSpan(modelName)}`;
  return [heading, '', 'Its words are no measurement; the places were checked.', '', ...lines]
    .join('\n')
    .trimEnd();
}

/** Where nothing of a model stands in a document, and somebody should know why. */
export function renderNote(reason: string): string {
  return `## Without a model's additions\n\n${escapeProse(reason, 600)}`;
}
