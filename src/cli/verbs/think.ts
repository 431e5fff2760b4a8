// `perfcrew think`: the crew at work on what was gathered, in a process that may do nothing else.
import { join, resolve } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { systemClock } from '../../io/clock.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { openFiles } from '../../io/files/open-files.ts';
import { terminalLog } from '../../io/log-terminal.ts';
import { zoneProcesses } from '../../io/zones/zone-processes.ts';
import { openCrewModel } from '../../run/open-model.ts';
import { LEDGER_VARIABLE } from '../../run/zones/local-zones.ts';
import { think } from '../../run/zones/think.ts';
import { crewPart } from '../crew-part.ts';
import { countOption } from '../options.ts';
import { printJson } from '../outcome.ts';
import { takeKey } from '../take-key.ts';
import type { Verb } from '../verb.ts';

export const thinkVerb: Verb = {
  isInner: true,
  summary: 'let the crew think about what `perfcrew optimize` gathered; runs nothing, reads no repository',
  options: [
    'run-directory',
    'round',
    'key-from-stdin',
    'agents',
    'from-parts',
    'to-part',
    'json',
    'quiet',
    'verbose',
  ],
  async run(context) {
    const { terminal, options } = context;
    const { directory, environment, programsDirectory, stderr, signal } = terminal;
    const key = takeKey(context);
    const part = crewPart(options, directory);
    if (options['run-directory'] === undefined)
      throw new Problem('usage', {
        what: 'perfcrew think looks for no repository, so it must be told where the run is.',
        mend: 'Add --run-directory .perfcrew, or use `perfcrew optimize`.',
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
    const thoughts = await think(
      {
        crew: 'performance',
        directory: runDirectory,
        programsDirectory,
        round: countOption('round', options.round) ?? 1,
        part: part === null ? null : () => part(files),
        openModel: async ({ review: { config, pullRequest }, finishedAt }) =>
          await openCrewModel({
            config,
            environment: { ...environment, ANTHROPIC_API_KEY: key ?? undefined },
            budgetDirectory: environment[LEDGER_VARIABLE] ?? join(runDirectory, 'ledger'),
            clock,
            log,
            user: environment['USER'] ?? 'somebody',
            // All rounds on one review have one purse.
            run: `${pullRequest.head.sha.slice(0, 12)} ${finishedAt}`,
          }),
      },
      { files, processes: zoneProcesses(), clock, log, signal },
    );
    if (options.json) printJson(thoughts, terminal.stdout);
    return 0;
  },
};
