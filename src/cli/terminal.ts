// The part of a process the command line needs, so that a test can hand in its own.

/** A stream as far as the command line writes to it. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Terminal {
  readonly arguments: readonly string[];
  /** Absolute. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Folder of the running program: `src` or `dist`; perfcrew's other programs lie beside it. */
  readonly programsDirectory: string;
  readonly signal: AbortSignal;
}

/** 0 pass, 1 the code under review is slower than allowed, 2 a Problem, 3 a bug. */
export type ExitCode = 0 | 1 | 2 | 3;
