// Gives each side its database, or says what stands in the way, so that the gates without one still run.
import type { Config } from '../../config/config.ts';
import { isProblem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import { prepareDatabases, type PreparedDatabases } from '../databases/prepare-databases.ts';
import { NotMeasurable } from '../stage.ts';

export async function stageDatabases(
  config: Config,
  directories: Readonly<Record<Side, string>>,
  world: World,
): Promise<PreparedDatabases | NotMeasurable | null> {
  if (config.database === null) return null;
  try {
    return await prepareDatabases({ config: config.database, directories, world });
  } catch (error) {
    if (error instanceof NotMeasurable) return error;
    if (!isProblem(error) || error.code === 'interrupted') throw error;
    return new NotMeasurable('base', { reason: error.message, mend: error.mend, cause: error });
  }
}
