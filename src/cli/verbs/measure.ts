// `perfcrew measure`: runs the planned gates, all or one job's part of them.
import { measureFolder } from '../../run/measure-folder.ts';
import { printJson } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const measureVerb: Verb = {
  summary: 'run the gates of the plan on base and head',
  options: ['gates', 'shard', 'config', 'minutes', 'seed', 'run-directory', 'json', 'quiet', 'verbose'],
  async run(context) {
    const { terminal, options } = context;
    await using session = await openSession(context);
    const part = { gates: options.gates, shard: options.shard };
    const measurements = await measureFolder({ ...session, part }, session.world);
    if (options.json) {
      printJson(measurements, terminal.stdout);
      return 0;
    }
    for (const { gate, target, outcome } of measurements) {
      const told =
        outcome.status === 'measured'
          ? `${outcome.series.length} metrics, ${outcome.observations.length} observations`
          : `not measured: ${outcome.reason} → ${outcome.mend}`;
      terminal.stdout.write(`${gate.padEnd(8)} ${target}: ${told}\n`);
    }
    return 0;
  },
};
