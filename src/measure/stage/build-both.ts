// Builds both sides, side by side: nothing is timed yet.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import { describeEnd, lastLines, runCommand, succeeded } from '../commands/run-command.ts';
import { NotMeasurable, type CommandResult } from '../stage.ts';

export interface BuildRequest {
  readonly directories: Readonly<Record<Side, string>>;
  readonly setup: Config['setup'];
  readonly world: World;
  readonly logsDirectory: string;
}

export type Builds = Readonly<Record<Side, CommandResult | null>>;

export async function buildBoth(request: BuildRequest): Promise<Builds> {
  const [base, head] = await Promise.all([build('base', request), build('head', request)]);
  return { base, head };
}

async function build(
  side: Side,
  { directories, setup, world, logsDirectory }: BuildRequest,
): Promise<CommandResult | null> {
  if (setup.build === null) return null;
  return runCommand(
    {
      command: setup.build,
      directory: join(directories[side], setup.directory),
      logFile: join(logsDirectory, `build-${side}.log`),
      timeoutMs: setup.timeout_minutes * 60_000,
    },
    world.shell,
  );
}

/** What stands in the way of running the app; base first, since what base cannot do is not head's fault. */
export function buildObstacle(builds: Builds, setup: Config['setup']): NotMeasurable | null {
  for (const side of ['base', 'head'] as const) {
    const result = builds[side];
    if (result === null || succeeded(result)) continue;
    return new NotMeasurable(side, {
      reason: `The build of ${side} failed: \`${setup.build}\` ${describeEnd(result)}.\n${lastLines(result.output, 8)}`,
      mend: `Read ${result.logFile} and mend the build, or correct \`setup.build\` in .github/perfcrew.yml.`,
    });
  }
  return null;
}
