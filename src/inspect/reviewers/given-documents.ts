// What reviewers are handed: the change as a text, and what the code consists of. Nothing in it tells the time or a commit, so that
// the same change gets the same answer from the cache.
import type { Hunk } from '../../change/diff.ts';
import type { SourceFile } from '../../crew/source-file.ts';
import { hideSecrets } from '../../crew/tools/security/secrets/hide-secrets.ts';
import type { Evidence } from '../../crew/work/evidence.ts';
import type { RiskAssessment } from '../../risk/risk-assessment.ts';
import { contentHash } from '../../runtime/context/content-hash.ts';

export interface ReviewedChange {
  readonly pullRequest: Evidence['pullRequest'];
  readonly diff: Evidence['diff'];
  readonly risk: RiskAssessment;
}

export async function givenDocuments(
  change: ReviewedChange,
  head: readonly SourceFile[],
): Promise<Readonly<Record<string, unknown>>> {
  const texts = head.map(({ path, text }) => JSON.stringify([path, text])).toSorted();
  return {
    review: describeChange(change),
    source: { files: head.map(({ path }) => path), hash: await contentHash(texts.join('\n')) },
  };
}

function describeChange({ pullRequest, diff, risk }: ReviewedChange): string {
  const factors = risk.factors.map(({ reason }) => `- ${reason}`);
  const files = diff.files.map(({ path, previousPath, status, additions, deletions, hunks }) =>
    [
      `## ${path} (${status}, +${additions} −${deletions}${previousPath === null ? '' : `, was ${previousPath}`})`,
      ...hunks.map(printHunk),
    ].join('\n'),
  );
  return hideSecrets(
    [
      `# ${pullRequest.title}`,
      pullRequest.body,
      `Risk: ${risk.level}`,
      ...factors,
      '# The diff',
      ...files,
      ...(diff.truncated === null ? [] : [diff.truncated]),
    ].join('\n'),
  );
}

function printHunk({ baseStart, baseCount, headStart, headCount, section, lines }: Hunk): string {
  return [`@@ -${baseStart},${baseCount} +${headStart},${headCount} @@ ${section}`, ...lines].join('\n');
}
