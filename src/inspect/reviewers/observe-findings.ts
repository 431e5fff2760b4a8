// What a reviewer said, as observations: only of lines that are there, only what is sure or grave, and never as an error.
import { reviewFindingsSchema, type ReviewFindings } from '../../crew/roster/review-findings.ts';
import type { SourceFile } from '../../crew/source-file.ts';
import type { Observation } from '../../measure/measurement.ts';
import { isReliable, observe } from '../observe.ts';

/** The crew's rules say ten. */
const MOST_TOLD = 10;
/** Whoever said it, it was said by a model. */
const KIND = 'reviewed';

/** Null where the answer is no list of findings. */
export function observeFindings(answer: unknown, head: readonly SourceFile[]): readonly Observation[] | null {
  const parsed = reviewFindingsSchema.safeParse(answer);
  if (!parsed.success) return null;
  const lineCounts = new Map(head.map(({ path, text }) => [path, text.split('\n').length]));
  return parsed.data.findings
    .filter((finding) => isWorthTelling(finding, lineCounts.get(finding.path) ?? 0))
    .slice(0, MOST_TOLD)
    .map(({ path, line, endLine, severity, confidence, title, reason, mend }) =>
      observe(
        {
          kind: KIND,
          message: title,
          detail: [reason, mend].filter(Boolean).join('\n'),
          path,
          line,
          endLine: Math.min(endLine ?? line, lineCounts.get(path) ?? line),
        },
        isReliable({ severity, confidence }) ? 'warning' : 'note',
      ),
    );
}

function isWorthTelling(
  { line, severity, confidence }: ReviewFindings['findings'][number],
  lineCount: number,
): boolean {
  if (line > lineCount) return false;
  return confidence === 'low' ? severity === 'high' : !(severity === 'low' && confidence === 'medium');
}
