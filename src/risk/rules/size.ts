// Large changes are read less carefully and break more often.
import { evidenceOf, type RiskRule } from '../rule.ts';

export const size: RiskRule = {
  sole: false,
  judge: ({ files, changedLines }, policy) => {
    const evidence = evidenceOf(files);
    const lines = policy.changedLines;
    const many = policy.changedFiles;
    return [
      {
        id: 'changed-lines',
        points: changedLines > lines.over ? lines.points : 0,
        reason: `${changedLines} lines change, more than ${lines.over}.`,
        evidence,
      },
      {
        id: 'changed-files',
        points: files.length > many.over ? many.points : 0,
        reason: `${files.length} files change, more than ${many.over}.`,
        evidence,
      },
    ].filter(({ points }) => points > 0);
  },
};
