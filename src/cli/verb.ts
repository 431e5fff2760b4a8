// A verb of the command line: adding one is its file and a line in verbs.ts.
import type { Options, OptionName } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface VerbContext {
  readonly terminal: Terminal;
  readonly options: Options;
  readonly positionals: readonly string[];
  readonly version: string;
}

export interface Verb {
  readonly summary: string;
  /** What follows the verb, e.g. `[--base REF] [--head REF]`; built from the options where empty. */
  readonly positionals?: string;
  readonly options: readonly OptionName[];
  run(context: VerbContext): Promise<ExitCode>;
}
