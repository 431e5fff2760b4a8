// A level asked for in words (a command, an option) joins the pull request as the label that means the same.
import type { PullRequest } from '../change/pull-request.ts';
import type { Level } from '../core/level.ts';

export function requestLevel(
  pullRequest: PullRequest,
  level: Level | null,
  requestedBy: string | null,
): PullRequest {
  if (level === null) return pullRequest;
  const label = requestedBy === null ? `perfcrew:${level}` : `perfcrew:${level} by @${requestedBy}`;
  return { ...pullRequest, labels: [...pullRequest.labels, label] };
}
