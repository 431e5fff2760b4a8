// A verb of the command line: adding one is its file and a line in verbs.ts.
import type { Options, OptionName } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface VerbContext {
  readonly terminal: Terminal;
  readonly options: Options;
  readonly version: string;
}

export interface Verb {
  readonly summary: string;
  readonly options: readonly OptionName[];
  run(context: VerbContext): Promise<ExitCode>;
}
