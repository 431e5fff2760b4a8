// A job that runs code under review: it measures its part of the plan, asks GitHub nothing and writes nothing there.
import { measure } from '../../measure/measure.ts';
import { fingerprint } from '../../run/fingerprint.ts';
import { narrowPlan } from '../../run/narrow-plan.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { SEED } from '../seed.ts';
import type { Session } from '../session.ts';

export async function measureCommand(session: Session): Promise<CommandResult> {
  const { folder, inputs, outside } = session;
  const pullRequest = await folder.read('pull-request');
  const plan = narrowPlan(await folder.read('plan'), { gates: inputs.gates, shard: inputs.shard });
  const world = await outside.world();
  const measurements = await measure({
    plan,
    pullRequest,
    diff: await folder.read('diff'),
    config: await session.config(pullRequest),
    world,
    seed: SEED,
    cacheDirectory: null,
    runDirectory: folder.directory,
    environment: await fingerprint(plan, world.toolbox),
  });
  await folder.writeMeasurements(measurements);
  return stepDone({ gates: plan.gates.map(({ gate }) => gate).join(',') });
}
