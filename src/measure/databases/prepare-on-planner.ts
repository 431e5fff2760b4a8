// Builds both sides' databases once more where no server runs on this machine, on what can at least plan queries.
import { isProblem } from '../../core/problem.ts';
import type { GaugeContext } from '../gauge.ts';
import { NotMeasurable } from '../stage.ts';
import { prepareDatabases, type PreparedDatabases } from './prepare-databases.ts';

/** Rejects with the obstacle where it is another one, or nothing can plan here either. */
export async function prepareOnPlanner(
  { config, stage, world }: Pick<GaugeContext, 'config' | 'stage' | 'world'>,
  obstacle: NotMeasurable,
): Promise<PreparedDatabases> {
  const planner = world.databases.planner?.bind(world.databases);
  const hasNoServer = isProblem(obstacle.cause) && obstacle.cause.code === 'no-database';
  if (config.database === null || planner === undefined || !hasNoServer) throw obstacle;
  const directories = { base: stage.base.directory, head: stage.head.directory };
  const databases = { ...world.databases, start: planner };
  try {
    return await prepareDatabases({
      config: config.database,
      directories,
      world: { ...world, databases },
    });
  } catch (error) {
    if (!isProblem(error) || error.code === 'interrupted') throw error;
    throw new NotMeasurable(obstacle.side, {
      reason: `${obstacle.message} ${error.message}`,
      mend: obstacle.mend,
      cause: error,
    });
  }
}
