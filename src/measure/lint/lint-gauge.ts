// Does head still pass the linter, on the changed files where the command takes files?
import { join } from 'node:path';
import { changedFiles } from '../commands/changed-files.ts';
import { measureCheck, notConfigured, nothingToRun, onSide, type Check } from '../commands/check.ts';
import { expandScript } from '../commands/expand-script.ts';
import { fitsCommandLine, withFiles } from '../commands/file-arguments.ts';
import { parseManifest } from '../commands/parse-manifest.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import { canLint } from './linted-files.ts';

export const lintGauge: Gauge = {
  gate: 'lint',
  needs: [],
  timed: false,
  async measure(context) {
    const command = context.config.checks.lint;
    if (command === null) {
      const mend =
        'Set `checks.lint` in .github/perfcrew.yml, with `{files}` where the changed files belong.';
      return [notConfigured('lint', { reason: 'No lint command is configured.', mend }, context)];
    }
    if (withFiles(command, []) === null) {
      const reason =
        '`{files}` in `checks.lint` stands within quotes, where file names could be read as shell code.';
      const mend = 'Write `{files}` in `checks.lint` as a word of its own, without quotes around it.';
      return [notConfigured('lint', { reason, mend }, context)];
    }
    const files = await chooseFiles(command, context);
    if (files.head.length === 0) {
      return [nothingToRun('lint', 'No changed file is one that the linter reads.', context)];
    }
    const run = (side: 'base' | 'head') => () =>
      onSide(side, 'lint', context)(withFiles(command, files[side]) ?? command);
    const check: Check = {
      gate: 'lint',
      label: 'Lint',
      configured: command,
      key: 'checks.lint',
      runHead: run('head'),
      runBase: files.base.length === 0 ? null : run('base'),
      confirm: false,
      notes: [files.note],
    };
    return [await measureCheck(check, context)];
  },
};

interface ChosenFiles {
  readonly base: readonly string[];
  readonly head: readonly string[];
  readonly note: string;
}

async function chooseFiles(command: string, context: GaugeContext): Promise<ChosenFiles> {
  const { config, diff, gate, stage, world } = context;
  const everything = (note: string): ChosenFiles => ({ base: ['.'], head: ['.'], note });
  if (!command.includes('{files}')) return everything('The linter ran on everything its command names.');
  if (gate.subset === 'all') return everything('The linter ran on everything.');
  const changed = changedFiles(diff, config.setup.directory);
  if (changed.incomplete !== null) {
    return everything(
      `The linter ran on everything, because the list of changed files is cut: ${changed.incomplete}`,
    );
  }
  const manifestPath = join(stage.head.directory, config.setup.directory, 'package.json');
  const manifest = parseManifest((await world.files.readText(manifestPath)) ?? '');
  const real = expandScript(command, manifest).command;
  const linted = changed.present.filter(({ path }) => canLint(real, path));
  const head = linted.map(({ path }) => path);
  if (!fitsCommandLine(head))
    return everything('The linter ran on everything, because too many files changed.');
  const base = linted.flatMap(({ basePath }) => basePath ?? []);
  return { base, head, note: `The linter ran on the ${head.length} changed files it reads.` };
}
