// One run of a command on one side: how long it took, or the results of another tool that it wrote.
import { join } from 'node:path';
import type { CommandTarget } from '../../config/config.ts';
import { SIDES, type Side } from '../../core/side.ts';
import type { GaugeContext } from '../gauge.ts';
import { readRun } from '../imports/read-run.ts';
import { resultReader } from '../imports/result-reader.ts';
import type { RunValue } from '../imports/run-values.ts';
import type { CommandResult } from '../stage.ts';
import { runCommand, succeeded } from './run-command.ts';

export interface EndedRun {
  readonly result: CommandResult;
  /** What is compared; null where the command failed. */
  readonly values: readonly RunValue[] | null;
  /** What was left out of its results and why. */
  readonly notes: readonly string[];
}

export interface CommandRunner {
  /** Throws NotMeasurable where the command ended well and its results cannot be read. Ask base before head. */
  run(side: Side, terms?: RunTerms): Promise<EndedRun>;
}

export interface RunTerms {
  readonly environment?: Readonly<Record<string, string>>;
  /** Stopped after that, where `setup.timeout_minutes` would come later. */
  readonly mostMs?: number;
}

export async function commandRunner(target: CommandTarget, context: GaugeContext): Promise<CommandRunner> {
  const { stage, world } = context;
  const directories = {
    base: join(stage.base.directory, target.directory),
    head: join(stage.head.directory, target.directory),
  };
  const reader = target.results === null ? null : resultReader(target.results, world.files);
  for (const side of SIDES) await reader?.look(directories[side]);
  return {
    async run(side, terms = {}) {
      const directory = directories[side];
      const result = await runTarget(target, { side, directory, terms, context });
      if (!succeeded(result)) return { result, values: null, notes: [] };
      if (reader !== null) {
        return { result, ...(await readRun(reader, { side, directory, output: result.output })) };
      }
      const duration = { name: target.name, metric: 'duration-ms', value: result.durationMs } as const;
      return { result, values: [duration], notes: [] };
    },
  };
}

function runTarget(
  target: CommandTarget,
  {
    side,
    directory,
    terms: { environment = {}, mostMs = Infinity },
    context: { world, runDirectory, config },
  }: {
    readonly side: Side;
    readonly directory: string;
    readonly terms: RunTerms;
    readonly context: GaugeContext;
  },
): Promise<CommandResult> {
  return runCommand(
    {
      command: target.run,
      directory,
      logFile: join(runDirectory, 'logs', `command-${fileName(target.name)}-${side}.log`),
      timeoutMs: Math.min(mostMs, config.setup.timeout_minutes * 60_000),
      environment,
    },
    world.shell,
  );
}

function fileName(name: string): string {
  return name.replaceAll(/[^\w-]+/g, '-').slice(0, 60);
}
