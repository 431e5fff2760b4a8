// How long the project's own commands take on base and head: fresh runs in balanced pairs, like hyperfine does for one.
import { join } from 'node:path';
import type { CommandTarget } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import { seededRandom } from '../../stats/random.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement, Observation, Outcome, Round } from '../measurement.ts';
import { pairOrders } from '../pair-order.ts';
import type { CommandResult } from '../stage.ts';
import { findPlaces } from './find-places.ts';
import { describeEnd, lastLines, runCommand, succeeded } from './run-command.ts';

/** Fewer pairs than this say nothing; they are run whatever the budget. */
const LEAST_PAIRS = 3;

export const commandGauge: Gauge = {
  gate: 'command',
  needs: [],
  async measure(context) {
    const { config, gate, budgetMs } = context;
    const targets = config.targets.commands.filter(({ name }) => gate.targets.includes(name));
    const measurements: Measurement[] = [];
    for (const target of targets) {
      measurements.push(await measureTarget(target, { ...context, budgetMs: budgetMs / targets.length }));
    }
    return measurements;
  },
};

async function measureTarget(target: CommandTarget, context: GaugeContext): Promise<Measurement> {
  const { world, environment } = context;
  const begunMs = world.clock.elapsed();
  const outcome = await outcomeOf(target, context);
  return {
    document: 'measurement',
    version: 1,
    gate: 'command',
    target: target.name,
    environment,
    durationMs: world.clock.elapsed() - begunMs,
    outcome,
    artifacts: [],
  };
}

async function outcomeOf(target: CommandTarget, context: GaugeContext): Promise<Outcome> {
  const { stage, world, runDirectory, budgetMs, seed, config } = context;
  const run = (side: Side): Promise<CommandResult> =>
    runCommand(
      {
        command: target.run,
        directory: join(stage[side].directory, target.directory),
        logFile: join(runDirectory, 'logs', `command-${fileName(target.name)}-${side}.log`),
        timeoutMs: config.setup.timeout_minutes * 60_000,
      },
      world.shell,
    );

  const deadlineMs = world.clock.elapsed() + budgetMs;
  const warmUps = { base: await run('base'), head: await run('head') };
  if (!succeeded(warmUps.base)) return baseFails(target, warmUps.base);
  if (!succeeded(warmUps.head)) return headFails(target, warmUps.head, context);

  const rounds: Round[] = [];
  for (const [index, order] of pairOrders(target.runs, seededRandom(seed)).entries()) {
    if (index >= LEAST_PAIRS && world.clock.elapsed() >= deadlineMs) break;
    const round: { restart: number; base: number | null; head: number | null } = {
      restart: index,
      base: null,
      head: null,
    };
    for (const side of order) {
      const result = await run(side);
      if (succeeded(result)) round[side] = result.durationMs;
      else if (side === 'head') return headFails(target, result, context);
    }
    rounds.push(round);
  }
  return { status: 'measured', series: [{ metric: 'duration-ms', rounds }], observations: [] };
}

function baseFails(target: CommandTarget, result: CommandResult): Outcome {
  return {
    status: 'unmeasured',
    reason: `\`${target.run}\` ${describeEnd(result)} on base: ${lastLines(result.output, 3)}`,
    mend: `Read ${result.logFile} and make the command pass on base, or correct the target \`${target.name}\`.`,
    causedByHead: false,
  };
}

function headFails(target: CommandTarget, result: CommandResult, { diff }: GaugeContext): Outcome {
  const places = findPlaces(result.output, diff, target.directory);
  const observation: Observation = {
    kind: 'command-failed',
    side: 'head',
    severity: 'error',
    title: `\`${target.run}\` fails on head`,
    detail: `The command ${describeEnd(result)} on head and passed on base, so its duration says nothing. Mend what the log below names.`,
    evidence: { base: null, head: lastLines(result.output, 60) },
    clues: [...places.clues],
    location: places.location,
  };
  return { status: 'measured', series: [], observations: [observation] };
}

function fileName(name: string): string {
  return name.replaceAll(/[^\w-]+/g, '-').slice(0, 60);
}
