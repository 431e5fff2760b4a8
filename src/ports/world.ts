// Everything outside a review, as one bundle of small ports; tests hand in another world and the story stays the same.
import type { Clock } from './clock.ts';
import type { Databases } from './databases.ts';
import type { Files } from './files.ts';
import type { Git } from './git.ts';
import type { Log } from './log.ts';
import type { Network } from './network.ts';
import type { Shell } from './shell.ts';
import type { SqlCapture } from './sql-capture.ts';
import type { Toolbox } from './toolbox.ts';

export interface World {
  readonly git: Git;
  readonly shell: Shell;
  readonly files: Files;
  readonly clock: Clock;
  readonly network: Network;
  readonly databases: Databases;
  readonly sqlCapture: SqlCapture;
  readonly toolbox: Toolbox;
  readonly log: Log;
  /** Aborted by Ctrl-C and by a cancelled job: everything that waits must listen. */
  readonly signal: AbortSignal;
}
