// What the token may not do is told and passed over; everything else is not.
import { isProblem } from '../../core/problem.ts';
import type { Log } from '../../ports/log.ts';

/** Null where the forge refused. */
export async function attempt<Result>(
  act: () => Promise<Result>,
  log: Pick<Log, 'warn'>,
): Promise<Result | null> {
  try {
    return await act();
  } catch (error) {
    if (!isProblem(error) || error.code !== 'forge-refused') throw error;
    log.warn(`${error.message} ${error.mend}`);
    return null;
  }
}
