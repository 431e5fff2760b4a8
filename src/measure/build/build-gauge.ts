// Does head still build? The stage has usually built both sides already; its result is taken, not repeated.
import { measureCheck, notConfigured, onSide } from '../commands/check.ts';
import type { Gauge } from '../gauge.ts';
import type { CommandResult } from '../stage.ts';

export const buildGauge: Gauge = {
  gate: 'build',
  needs: [],
  timed: false,
  // A build of its own, unlike the one the stage made, writes what lint and tests read.
  rewrites: ({ checks, setup }) => checks.build !== null && checks.build !== setup.build,
  async measure(context) {
    const { config, stage } = context;
    const command = config.checks.build ?? config.setup.build;
    if (command === null) {
      const reason = 'No build command is configured.';
      const mend = 'Set `checks.build` or `setup.build` in .github/perfcrew.yml.';
      return [notConfigured('build', { reason, mend }, context)];
    }
    const run = (side: 'base' | 'head') => async (): Promise<CommandResult> => {
      const done = command === config.setup.build ? stage[side].build : null;
      return done ?? onSide(side, 'build', context)(command);
    };
    const check = {
      gate: 'build',
      label: 'Build',
      configured: command,
      key: config.checks.build === null ? 'setup.build' : 'checks.build',
      runHead: run('head'),
      runBase: run('base'),
      confirm: false,
      notes: [],
    } as const;
    return [await measureCheck(check, context)];
  },
};
