// The tests a patch can reach are run before all others: most broken patches are refused in seconds.
import { join } from 'node:path';
import { changedFiles } from '../measure/commands/changed-files.ts';
import type { Gauge, GaugeContext } from '../measure/gauge.ts';
import type { Measurement } from '../measure/measurement.ts';
import { chooseTests } from '../measure/test/choose-tests.ts';
import { testGauge } from '../measure/test/test-gauge.ts';

export const affectedTestsFirst: Gauge = {
  ...testGauge,
  async measure(context) {
    if (await isNarrowed(context)) {
      const few = await testGauge.measure({ ...context, gate: { ...context.gate, subset: 'affected' } });
      if (few.some(hasFailed)) return few;
    }
    return testGauge.measure(context);
  },
};

/** Whether the affected ones are fewer than all: nothing is run twice for nothing. */
async function isNarrowed({ config, diff, stage, world }: GaugeContext): Promise<boolean> {
  const command = config.checks.test;
  if (command === null) return false;
  const chosen = await chooseTests({
    command,
    subset: 'affected',
    changed: changedFiles(diff, config.setup.directory),
    directory: join(stage.head.directory, config.setup.directory),
    files: world.files,
  });
  return chosen.kind === 'some';
}

function hasFailed({ outcome }: Measurement): boolean {
  return (
    outcome.status === 'unmeasured' || outcome.observations.some(({ kind }) => kind === 'command-failed')
  );
}
