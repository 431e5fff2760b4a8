// What a command gauge asks after each run: its numbers, or why that side cannot be measured.
import { isProblem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import { NotMeasurable } from '../stage.ts';
import type { CommandRun, ReadRun, ResultReader } from './result-reader.ts';

export interface SideRun extends CommandRun {
  /** `head` makes an unreadable result the change's doing: call it for base first. */
  readonly side: Side;
}

export async function readRun(reader: ResultReader, { side, ...run }: SideRun): Promise<ReadRun> {
  try {
    return await reader.read(run);
  } catch (error) {
    if (!isProblem(error) || error.code === 'interrupted') throw error;
    throw new NotMeasurable(side, {
      reason: `${error.message.replace(/\.$/, '')} (${side}).`,
      mend: error.mend,
      cause: error,
    });
  }
}
