// The first half of every review: what changes, and how dangerous it is.
import { parseGitDiff } from '../change/parse-git-diff.ts';
import type { Diff } from '../change/diff.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import { assessRisk } from '../risk/assess-risk.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';
import type { Git } from '../ports/git.ts';

export interface Assessed {
  readonly diff: Diff;
  readonly risk: RiskAssessment;
}

export async function assess(
  change: { readonly pullRequest: PullRequest; readonly request: LevelRequest | null },
  config: Config,
  git: Git,
): Promise<Assessed> {
  const { pullRequest, request } = change;
  const diff = parseGitDiff(await git.diff(pullRequest.base.sha, pullRequest.head.sha));
  return { diff, risk: assessRisk({ pullRequest, diff, request }, config) };
}
