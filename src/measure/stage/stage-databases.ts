// Gives each side its database while the checkouts are being built, or says what stands in the way, so that the gates
// without one still run.
import type { Config } from '../../config/config.ts';
import { isProblem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import { prepareDatabases, type PreparedDatabases } from '../databases/prepare-databases.ts';
import { NotMeasurable } from '../stage.ts';
import type { Timekeeper } from '../timekeeper.ts';

export interface StageDatabasesRequest {
  readonly config: Config;
  readonly directories: Readonly<Record<Side, string>>;
  readonly world: World;
  /** Whether apps are going to run. */
  readonly needs: { readonly app: boolean };
  /** Settles when both checkouts are installed and built. */
  readonly built: Promise<unknown>;
  /** Takes over the databases as soon as they are there. */
  readonly stack: AsyncDisposableStack;
  readonly timekeeper?: Timekeeper | undefined;
}

export async function stageDatabases(
  request: StageDatabasesRequest,
): Promise<PreparedDatabases | NotMeasurable | null> {
  const { directories, world, needs, built, stack, timekeeper } = request;
  const config = request.config.database;
  if (config === null) return null;
  const end = world.log.phase('Prepare databases');
  try {
    const environment = request.config.app?.env ?? {};
    const input = { config, environment, directories, world, built, control: needs.app, timekeeper };
    return stack.use(await prepareDatabases(input));
  } catch (error) {
    if (error instanceof NotMeasurable) return error;
    if (!isProblem(error) || error.code === 'interrupted') throw error;
    return new NotMeasurable('base', { reason: error.message, mend: error.mend, cause: error });
  } finally {
    end();
  }
}
