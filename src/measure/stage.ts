// Both sides ready to be measured: checked out, installed, built, each with its own copy of the database.
import type { Side } from '../core/side.ts';
import type { DatabaseCluster } from '../ports/databases.ts';

/** The app of one side, listening. Disposing kills its whole process tree. */
export interface RunningApp extends AsyncDisposable {
  /** e.g. `http://127.0.0.1:40123`, without a slash at the end. */
  readonly origin: string;
  /** CPU time (user + system) and resident memory of the process tree, now. */
  usage(): Promise<{ readonly cpuMs: number; readonly rssBytes: number }>;
  /** The last lines it printed; for messages. */
  tail(): string;
  /** True as long as the process lives. */
  alive(): boolean;
}

export interface StartOptions {
  /** Goes before what the configuration sets; only the port cannot be set. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The second process of base: it works on a copy of base's database, so that neither meets what the other writes. */
  readonly control?: boolean;
}

/** How a configured command (build, lint, tests) went on one side. */
export interface CommandResult {
  /** Null when it was killed, by the time-out or by a signal. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  readonly durationMs: number;
  /** The end of what it printed. */
  readonly output: string;
  /** Absolute path of everything it printed. */
  readonly logFile: string;
}

export interface StagedSide {
  readonly side: Side;
  readonly sha: string;
  /** Absolute path of the checkout. */
  readonly directory: string;
  /** The database of this side in the cluster; null where the project has none. */
  readonly database: string | null;
  /** How `setup.build` went; absent or null where it was not run. */
  readonly build?: CommandResult | null;
  /** Starts a fresh process. Rejects with NotMeasurable where it does not get ready; `side` is base where base does not start either. */
  startApp(options?: StartOptions): Promise<RunningApp>;
}

export interface Stage extends AsyncDisposable {
  readonly base: StagedSide;
  readonly head: StagedSide;
  readonly cluster: DatabaseCluster | null;
  /** What went wrong while preparing, by what it stands in the way of; absent where nothing did. */
  readonly obstacles?: { readonly app: NotMeasurable | null; readonly database: NotMeasurable | null };
}

/** Why a side cannot be measured; becomes an Unmeasured outcome, never a crash. */
export class NotMeasurable extends Error {
  override readonly name = 'NotMeasurable';
  readonly side: Side;
  readonly mend: string;

  constructor(
    side: Side,
    details: { readonly reason: string; readonly mend: string; readonly cause?: unknown },
  ) {
    super(details.reason, details.cause === undefined ? undefined : { cause: details.cause });
    this.side = side;
    this.mend = details.mend;
  }
}
