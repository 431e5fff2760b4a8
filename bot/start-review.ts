// Judges a pull request from the API alone, says so in a check run at once, and has a workflow measure it.
import type { PullRequest } from '../src/change/pull-request.ts';
import type { Level } from '../src/core/level.ts';
import { isProblem } from '../src/core/problem.ts';
import { composePlanCheck } from '../src/report/check-run/compose-plan-check.ts';
import { assessFromForge } from '../src/run/judge-upstream.ts';
import { endedCheck, stoppedCheck } from './checks.ts';
import type { Repository } from './repository.ts';
import { levelRequestOf, renderRunKey } from './run-key.ts';
import type { BotSettings } from './settings.ts';

export interface ReviewRequest {
  readonly pullRequest: PullRequest;
  readonly level: Level | null;
  readonly requestedBy: string | null;
}

/** `stopped`: the check run says what somebody must do first. */
export type StartedReview = 'dispatched' | 'nothing-to-measure' | 'stopped';

export async function startReview(
  request: ReviewRequest,
  repository: Repository,
  settings: Pick<BotSettings, 'workflow' | 'checkName'>,
): Promise<StartedReview> {
  const subject = { name: settings.checkName, headSha: request.pullRequest.head.sha };
  try {
    return await start(request, repository, settings);
  } catch (error) {
    if (!isProblem(error)) throw error;
    await repository.writer.writeCheck(stoppedCheck(subject, error));
    return 'stopped';
  }
}

async function start(
  { pullRequest, level, requestedBy }: ReviewRequest,
  repository: Repository,
  { workflow, checkName: name }: Pick<BotSettings, 'workflow' | 'checkName'>,
): Promise<StartedReview> {
  const { reader, writer, defaultBranch } = repository;
  const headSha = pullRequest.head.sha;
  const subject = { name, headSha };
  const { risk, plan } = await assessFromForge(
    { pullRequest, request: levelRequestOf({ level, requestedBy }) },
    reader,
  );
  const planCheck = composePlanCheck({ risk, plan, headSha, name });
  const ended = (check: Parameters<typeof endedCheck>[1]): Promise<unknown> =>
    writer.writeCheck(endedCheck(subject, check));

  if (plan.gates.length === 0) {
    await ended({ conclusion: 'success', title: 'Nothing to measure', summary: planCheck.summary });
    return 'nothing-to-measure';
  }
  if (pullRequest.fromFork && requestedBy === null) {
    await ended({
      conclusion: 'action_required',
      title: 'A maintainer starts measuring',
      summary: `This pull request comes from a fork, so its code is not run unasked. After reading it, comment \`/perfcrew rerun sha=${headSha}\`.\n\n${planCheck.summary}`,
    });
    return 'stopped';
  }

  // The check first: people see the risk and the plan while GitHub is still starting the workflow.
  await writer.writeCheck(planCheck);
  const number = pullRequest.number ?? 0;
  const dispatched = await repository.dispatch(workflow, {
    'pull-request': String(number),
    'head-sha': headSha,
    'base-sha': pullRequest.base.sha,
    level: level ?? '',
    'run-key': renderRunKey({ pullRequest: number, headSha, level, requestedBy }),
  });
  if (dispatched) return 'dispatched';
  await ended({
    conclusion: 'action_required',
    title: `The workflow ${workflow} cannot be started`,
    summary: `The branch ${defaultBranch} has no .github/workflows/${workflow} that takes the bot’s inputs. Copy workflows-examples/bot.yml there.\n\n${planCheck.summary}`,
  });
  return 'stopped';
}
