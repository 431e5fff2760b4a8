// A level asked for by hand is recorded like the label that does the same on the forge: visible, with who and why.
import type { PullRequest } from '../change/pull-request.ts';
import { LEVELS } from '../core/level.ts';
import { Problem } from '../core/problem.ts';

export function withLevel(pullRequest: PullRequest, level: string | undefined): PullRequest {
  if (level === undefined || level === '') return pullRequest;
  if (!LEVELS.some((known) => known === level)) {
    throw new Problem('usage', {
      what: `There is no level \`${level}\`.`,
      mend: `Use one of ${LEVELS.join(', ')}.`,
    });
  }
  return { ...pullRequest, labels: [...pullRequest.labels, `perfcrew:${level}`] };
}
