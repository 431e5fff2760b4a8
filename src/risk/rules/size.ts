// Large changes are read less carefully and break more often.
import { evidenceOf, type RiskRule } from '../rule.ts';

export const size: RiskRule = {
  sole: false,
  judge: ({ files, changedLines }, policy) => {
    const written = files.filter((file) => file.changedLines > 0);
    const lines = policy.changedLines;
    const many = policy.changedFiles;
    return [
      {
        id: 'changed-lines',
        points: changedLines > lines.over ? lines.points : 0,
        reason: `${changedLines} lines change, more than ${lines.over}.`,
        evidence: evidenceOf(written),
      },
      {
        id: 'changed-files',
        points: files.length > many.over ? many.points : 0,
        reason: `${files.length} files change, more than ${many.over}.`,
        evidence: evidenceOf(files),
      },
    ].filter(({ points }) => points > 0);
  },
};
