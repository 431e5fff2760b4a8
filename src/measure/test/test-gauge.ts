// Do head's tests still pass: the changed ones, the affected ones, or all, as the plan says?
import { join } from 'node:path';
import type { Side } from '../../core/side.ts';
import { changedFiles } from '../commands/changed-files.ts';
import { measureCheck, notConfigured, nothingToRun, onSide, type Check } from '../commands/check.ts';
import { withFiles } from '../commands/file-arguments.ts';
import type { Gauge } from '../gauge.ts';
import { chooseTests } from './choose-tests.ts';

export const testGauge: Gauge = {
  gate: 'test',
  needs: [],
  timed: false,
  async measure(context) {
    const { config, diff, gate, stage, world } = context;
    const command = config.checks.test;
    if (command === null) {
      const mend = 'Set `checks.test` in .github/perfcrew.yml, e.g. to `npm test`.';
      return [notConfigured('test', { reason: 'No test command is configured.', mend }, context)];
    }
    const whole = withFiles(command, []);
    if (whole === null) {
      const reason =
        '`{files}` in `checks.test` stands within quotes, where file names could be read as shell code.';
      const mend = 'Write `{files}` in `checks.test` as a word of its own, without quotes around it.';
      return [notConfigured('test', { reason, mend }, context)];
    }
    const changed = changedFiles(diff, config.setup.directory);
    const chosen = await chooseTests({
      command,
      subset: gate.subset,
      changed,
      directory: join(stage.head.directory, config.setup.directory),
      files: world.files,
    });
    if (chosen.kind === 'none') return [nothingToRun('test', chosen.note, context)];

    const onBase = new Map(changed.present.map(({ path, basePath }) => [path, basePath]));
    const baseFiles =
      chosen.kind === 'all'
        ? null
        : chosen.files.flatMap((path) => (onBase.has(path) ? (onBase.get(path) ?? []) : path));
    const run = (side: Side, files: readonly string[]) => () => {
      const directory = join(stage[side].directory, config.setup.directory);
      return onSide(
        side,
        'test',
        context,
      )(chosen.kind === 'all' ? whole : chosen.commandFor(files, directory));
    };
    const check: Check = {
      gate: 'test',
      label: 'Test run',
      configured: command,
      key: 'checks.test',
      runHead: run('head', chosen.kind === 'all' ? [] : chosen.files),
      runBase: baseFiles?.length === 0 ? null : run('base', baseFiles ?? []),
      confirm: true,
      notes: [chosen.note],
    };
    return [await measureCheck(check, context)];
  },
};
