// The ports of everything that outlives a moment: the disk, the processes that share it, and the time.
import type { Clock } from '../../ports/clock.ts';
import type { Files } from '../../ports/files.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { Processes } from '../../ports/processes.ts';

export interface Outside {
  readonly files: Files & KeptFiles;
  readonly processes: Processes;
  readonly clock: Clock;
}
