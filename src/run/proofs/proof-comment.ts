// The report's comment once more, now with the proofs in it and what is remembered of them.
import type { Config } from '../../config/config.ts';
import type { ForgeWriter } from '../../ports/forge.ts';
import type { Proof } from '../../prove/proof.ts';
import { renderMarkdown } from '../../report/markdown/render-markdown.ts';
import { IDEAS_PREFIX, writeIdeas, type IdeaState } from '../../report/proposals/markers.ts';
import { proposalsPart, type ToldProof } from '../../report/proposals/proposals-part.ts';
import type { Report } from '../../report/report.ts';

export interface ProofComment {
  readonly report: Report;
  readonly proofs: readonly Proof[];
  readonly told: readonly ToldProof[];
  /** One more line for people, in plain text. */
  readonly note: string | null;
  /** Why proven ones are not told, by their ids. */
  readonly held: ReadonlyMap<string, string>;
  readonly ideas: ReadonlyMap<string, IdeaState>;
  readonly comment: Config['comment'];
  /** First line of the comment. */
  readonly marker: string;
  readonly detailsUrl: string | null;
}

export async function writeProofComment(
  { report, proofs, told, note, held, ideas, comment, marker, detailsUrl }: ProofComment,
  pullRequest: number,
  writer: Pick<ForgeWriter, 'writeComment'>,
): Promise<void> {
  if (comment === 'never') return;
  const heading = ideas.size === 0 ? marker : `${marker}\n${writeIdeas(ideas)}`;
  await writer.writeComment(pullRequest, {
    marker,
    body: renderMarkdown(report, {
      marker: heading,
      reportUrl: detailsUrl,
      proposals: proposalsPart(told, proofs, { note, held }),
    }),
    create: comment === 'always' || told.length > 0,
    kept: IDEAS_PREFIX,
  });
}
