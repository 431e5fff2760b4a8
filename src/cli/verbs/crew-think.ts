// `perfcrew crew-think`: a crew of the user's own at work on what was gathered, in a process that may do nothing else.
import { join, resolve } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { systemClock } from '../../io/clock.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { openFiles } from '../../io/files/open-files.ts';
import { terminalLog } from '../../io/log-terminal.ts';
import { zoneProcesses } from '../../io/zones/zone-processes.ts';
import { openCrewModel } from '../../run/open-model.ts';
import { LEDGER_VARIABLE } from '../../run/zones/local-zones.ts';
import { playCrew } from '../../run/zones/play-crew.ts';
import { printJson } from '../outcome.ts';
import { takeKey } from '../take-key.ts';
import type { Verb } from '../verb.ts';

export const crewThinkVerb: Verb = {
  isInner: true,
  summary: 'let a crew of yours think about what `perfcrew crew` gathered; runs nothing, reads no repository',
  options: ['run-directory', 'key-from-stdin', 'quiet', 'verbose'],
  async run(context) {
    const { terminal, options } = context;
    const { directory, environment, stdout, stderr, signal } = terminal;
    const key = takeKey(context);
    if (options['run-directory'] === undefined)
      throw new Problem('usage', {
        what: 'perfcrew crew-think looks for no repository, so it must be told where the run is.',
        mend: 'Add --run-directory .perfcrew, or use `perfcrew crew`.',
      });
    const runDirectory = resolve(directory, options['run-directory']);
    await using stack = new AsyncDisposableStack();
    const log = stack.use(
      terminalLog({
        output: stderr,
        interactive: stderr.isTTY === true,
        quiet: options.quiet ?? false,
        verbose: options.verbose ?? false,
      }),
    );
    const files = { ...stack.use(openFiles()), ...keptFiles() };
    const clock = systemClock();
    const result = await playCrew(
      {
        directory: runDirectory,
        openModel: (config) =>
          openCrewModel({
            config,
            environment: { ...environment, ANTHROPIC_API_KEY: key ?? undefined },
            budgetDirectory: environment[LEDGER_VARIABLE] ?? join(runDirectory, 'ledger'),
            clock,
            log,
            user: environment['USER'] ?? 'somebody',
          }),
      },
      { files, processes: zoneProcesses(), clock, signal },
    );
    printJson(result, stdout);
    return 0;
  },
};
