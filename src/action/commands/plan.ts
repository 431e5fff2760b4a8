// The first job of a matrix: judges the risk and chooses the gates, without a token and without a world around.
import { planGates } from '../../plan/plan-gates.ts';
import { assess } from '../../run/assess.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { planOutputs } from '../outputs.ts';
import type { Session } from '../session.ts';

export async function planCommand(session: Session): Promise<CommandResult> {
  const { folder, outside, request } = session;
  const pullRequest = await session.subject();
  const config = await session.config(pullRequest);
  const { diff, risk } = await assess({ pullRequest, request }, config, await outside.git());
  const plan = planGates({ diff, risk, config });
  await folder.write('pull-request', pullRequest);
  await folder.write('diff', diff);
  await folder.write('risk', risk);
  await folder.write('plan', plan);
  return stepDone(planOutputs(risk, plan));
}
