// A job that runs code under review: it measures its part of the plan, asks GitHub nothing and writes nothing there.
import { measureFolder } from '../../run/measure-folder.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { SEED } from '../seed.ts';
import type { Session } from '../session.ts';

export async function measureCommand(session: Session): Promise<CommandResult> {
  const { folder, inputs, outside } = session;
  const { gates, shard, minutes } = inputs;
  const measurements = await measureFolder(
    {
      folder,
      config: (pullRequest) => session.config(pullRequest),
      part: { gates, shard },
      minutes,
      seed: SEED,
      cacheDirectory: null,
      environment: outside.environment,
    },
    await outside.world(),
  );
  return stepDone({ gates: [...new Set(measurements.map(({ gate }) => gate))].join(',') });
}
