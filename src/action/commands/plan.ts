// The first job of a matrix: judges the risk and chooses the gates, without a token and without a world around.
import { planReview } from '../../run/plan-review.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { planOutputs } from '../outputs.ts';
import type { Session } from '../session.ts';

export async function planCommand(session: Session): Promise<CommandResult> {
  const { folder, outside, request } = session;
  const pullRequest = await session.subject();
  const config = await session.config(pullRequest);
  const { risk, plan } = await planReview(
    { pullRequest, request, config, folder },
    { ...outside, git: await outside.git() },
  );
  return stepDone(planOutputs(risk, plan));
}
