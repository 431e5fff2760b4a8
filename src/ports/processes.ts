// Who this process is, and whether another one still lives: what a lock and an open reservation have to know.
import { z } from 'zod';

/** A process id alone is given out again; with its start time and host it means one process only. */
export const processIdentitySchema = z.strictObject({
  pid: z.int().min(1),
  /** In the words of the system; only ever compared. */
  startedAt: z.string().max(200),
  host: z.string().max(300),
});

export type ProcessIdentity = Readonly<z.infer<typeof processIdentitySchema>>;

export interface Processes {
  self(): Promise<ProcessIdentity>;
  /** `unknown` where it ran on another host. */
  stateOf(identity: ProcessIdentity): Promise<'alive' | 'dead' | 'unknown'>;
  /** A name nobody else has, in lower case: letters, digits and dashes. */
  uniqueName(): string;
}
