// Judges a pull request from the API alone, says so in a check run at once, and has a workflow measure it.
import type { PullRequest } from '../src/change/pull-request.ts';
import type { Level } from '../src/core/level.ts';
import { isProblem } from '../src/core/problem.ts';
import type { CheckRun } from '../src/ports/forge.ts';
import { composePlanCheck } from '../src/report/check-run/compose-plan-check.ts';
import { assessFromForge, type ForgeAssessment } from '../src/run/judge-upstream.ts';
import type { Repository } from './repository.ts';
import { levelRequestOf, renderRunKey } from './run-key.ts';
import type { BotSettings } from './settings.ts';

export interface ReviewRequest {
  readonly pullRequest: PullRequest;
  readonly level: Level | null;
  readonly requestedBy: string | null;
}

export type StartedReview =
  | 'dispatched'
  | 'nothing-to-measure'
  | 'waits-for-maintainer'
  | 'no-workflow'
  | 'broken-configuration';

export async function startReview(
  request: ReviewRequest,
  repository: Repository,
  settings: Pick<BotSettings, 'workflow' | 'checkName'>,
): Promise<StartedReview> {
  const { pullRequest, level, requestedBy } = request;
  const headSha = pullRequest.head.sha;
  const write = (check: Partial<CheckRun> & Pick<CheckRun, 'title' | 'summary'>): Promise<unknown> =>
    repository.writer.writeCheck({ ...COMPLETED, name: settings.checkName, headSha, ...check });

  let assessment: ForgeAssessment;
  try {
    assessment = await assessFromForge({ pullRequest, request: levelRequestOf(request) }, repository.reader);
  } catch (error) {
    if (!isProblem(error)) throw error;
    await write({
      conclusion: 'action_required',
      title: 'The configuration of the base branch is broken',
      summary: `${error.message}\n\n${error.mend}`,
    });
    return 'broken-configuration';
  }

  const { risk, plan } = assessment;
  const planCheck = composePlanCheck({ risk, plan, headSha, name: settings.checkName });
  if (plan.gates.length === 0) {
    await write({
      conclusion: 'success',
      title: 'Nothing to measure',
      summary: planCheck.summary,
      text: planCheck.text,
    });
    return 'nothing-to-measure';
  }
  if (pullRequest.fromFork && requestedBy === null) {
    await write({
      conclusion: 'action_required',
      title: 'A maintainer starts measuring',
      summary: `This pull request comes from a fork, so its code is not run unasked. After reading it, comment \`/perfcrew rerun sha=${headSha}\`.\n\n${planCheck.summary}`,
      text: planCheck.text,
    });
    return 'waits-for-maintainer';
  }

  // The check first: people see the risk and the plan while GitHub is still starting the workflow.
  await repository.writer.writeCheck(planCheck);
  const dispatched = await repository.dispatch(settings.workflow, {
    'pull-request': String(pullRequest.number ?? ''),
    'head-sha': headSha,
    'base-sha': pullRequest.base.sha,
    level: level ?? '',
    'run-key': renderRunKey({ pullRequest: pullRequest.number ?? 0, headSha, level, requestedBy }),
  });
  if (dispatched) return 'dispatched';
  await write({
    conclusion: 'action_required',
    title: `The workflow ${settings.workflow} cannot be started`,
    summary: `The branch ${repository.defaultBranch} has no .github/workflows/${settings.workflow} that takes the bot’s inputs. Copy workflows-examples/bot.yml there.\n\n${planCheck.summary}`,
    text: planCheck.text,
  });
  return 'no-workflow';
}

const COMPLETED = {
  status: 'completed',
  conclusion: 'neutral',
  text: null,
  annotations: [],
  actions: [],
  detailsUrl: null,
} as const;
