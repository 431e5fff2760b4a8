// The money of a run that is cut over jobs: each books into its part, and whoever does the rest takes over what all have booked.
import { join } from 'node:path';
import type { CrewPart } from '../crew/roster/crew-request.ts';
import type { Crew } from '../crew/roster/crew.ts';
import { mergeLedgers } from '../runtime/ledger/merge-ledgers.ts';
import type { Outside } from '../runtime/store/outside.ts';
import { jobsOf } from './crew-part.ts';

/** Beside the tasks of a part, whose store gives this name to no task. */
const LEDGER = 'ledger';

export interface JobPurse {
  /** Folder of the ledger, absolute. */
  readonly directory: string;
  /** The cap of the run is divided by it. */
  readonly jobs: number;
}

export interface JobPurseRequest {
  readonly crew: Pick<Crew, 'agents'>;
  readonly part: CrewPart;
  /** Everyone who is left works here, so that nobody works beside this job. */
  readonly isRest: boolean;
  /** Of the run, absolute; in the second round it holds the ledger of the first. */
  readonly directory: string;
}

export async function jobPurse(
  { crew, part, isRest, directory }: JobPurseRequest,
  outside: Outside,
): Promise<JobPurse> {
  const own = join(part.to?.directory ?? directory, LEDGER);
  if (!isRest) return { directory: own, jobs: await jobsOf(crew, part, outside.files) };
  if (part.from.length > 0)
    await mergeLedgers(
      part.from.map((folder) => join(folder, LEDGER)),
      own,
      outside,
    );
  return { directory: own, jobs: 1 };
}
