// How programs are run: always in a process group of their own, always with an environment somebody chose.

export interface CommandOptions {
  /** Absolute working directory. */
  readonly directory: string;
  /** Added to (and overriding) the environment; null removes a name. */
  readonly environment?: Readonly<Record<string, string | null>>;
  /** `scrubbed`: an allow-list (PATH, HOME, locale, temp, CI …) for code under review; `inherited`: for perfcrew's own tools. */
  readonly trust: 'scrubbed' | 'inherited';
  readonly stdin?: string;
  /** Whole process group is killed after this long. */
  readonly timeoutMs?: number;
  /** Where stdout and stderr are also written, in order, as they come. */
  readonly logFile?: string;
  readonly signal?: AbortSignal;
}

export interface ProcessResult {
  /** Null when killed by a signal or by the time-out. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** At most the last 32 MB. */
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** A program that goes on; disposing kills its whole process tree, first politely. */
export interface RunningProcess extends AsyncDisposable {
  readonly pid: number;
  /** Settles when the program ends, however it ends. Never rejects. */
  readonly exited: Promise<{ readonly exitCode: number | null; readonly signal: string | null }>;
  /** The last 16 kB of stdout and stderr together. */
  tail(): string;
  /** CPU time (user + system) and resident memory of the whole tree, now. CPU of ended children is included. */
  usage(): Promise<{ readonly cpuMs: number; readonly rssBytes: number }>;
}

/** A program that answers each line of input with one line of output. Disposing ends its input, then kills its whole process tree. */
export interface Conversation extends AsyncDisposable {
  /** The next line it prints after this one was sent; null where it ended or was silent for so long, and then it is killed. */
  ask(line: string, timeoutMs: number): Promise<string | null>;
  /** The last 16 kB of stdout and stderr together. */
  tail(): string;
}

export interface Shell {
  /** Runs to the end. A command that cannot be started at all gives exit code 127 and says why on stderr. */
  run(command: readonly string[] | string, options: CommandOptions): Promise<ProcessResult>;
  /** Starts and goes on. A string is run by `sh -c`, a list directly. */
  start(command: readonly string[] | string, options: CommandOptions): Promise<RunningProcess>;
  /** Starts a program to be asked line by line. `stdin` of the options is not used. */
  converse(command: readonly string[] | string, options: CommandOptions): Promise<Conversation>;
  /** Absolute path of a program on PATH; null where there is none. */
  which(program: string): Promise<string | null>;
}
