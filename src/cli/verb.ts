// A verb of the command line: adding one is its file and a line in verbs.ts.
import type { Options, OptionName } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface VerbContext {
  readonly terminal: Terminal;
  readonly options: Options;
  /** The word after the verb, where it takes one. */
  readonly argument: string | null;
  readonly version: string;
}

export interface Verb {
  readonly summary: string;
  readonly options: readonly OptionName[];
  /** What the word after the verb is; absent where it takes none. */
  readonly argument?: string;
  /** Started by other verbs, not by people: left out of the overview. */
  readonly isInner?: true;
  run(context: VerbContext): Promise<ExitCode>;
}
