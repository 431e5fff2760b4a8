// How long the project's own commands take on base and head: fresh runs side by side in time, like hyperfine does for one,
// until the question is settled.
import { join } from 'node:path';
import type { CommandTarget } from '../../config/config.ts';
import { seededRandom, shuffle } from '../../stats/random.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement, Observation, Outcome, Round, Series } from '../measurement.ts';
import { advance, newSequence, outOfTime, withConfirmation, type Sequence } from '../sequence.ts';
import type { CommandResult } from '../stage.ts';
import { findPlaces } from './find-places.ts';
import { describeEnd, lastLines, runCommand, succeeded } from './run-command.ts';

/** Fewer rounds than this say nothing; they are run whatever the budget. */
const LEAST_ROUNDS = 3;
/** Base twice: what differs between its two runs of a round is noise. */
const RUNS = ['base', 'control', 'head'] as const;
type Run = (typeof RUNS)[number];

export const commandGauge: Gauge = {
  gate: 'command',
  needs: [],
  async measure(context) {
    const { config, gate, budgetMs, world } = context;
    const targets = config.targets.commands.filter(({ name }) => gate.targets.includes(name));
    const deadlineMs = world.clock.elapsed() + budgetMs;
    const measurements: Measurement[] = [];
    for (const [index, target] of targets.entries()) {
      // What a target leaves over goes to the next.
      const leftMs = Math.max(0, deadlineMs - world.clock.elapsed()) / (targets.length - index);
      measurements.push(await measureTarget(target, { ...context, budgetMs: leftMs }));
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
  const warmUps = await warmUp(target, context);
  if (!succeeded(warmUps.base)) return baseFails(target, warmUps.base);
  if (!succeeded(warmUps.head)) return headFails(target, warmUps.head, context);
  const measured = await runRounds(target, context);
  if ('failure' in measured) return headFails(target, measured.failure, context);
  return {
    status: 'measured',
    series: withConfirmation([seriesOf(measured.rounds)], measured.sequence),
    observations: [],
  };
}

/** Fills the caches of the disk; its durations are not counted. */
async function warmUp(
  target: CommandTarget,
  context: GaugeContext,
): Promise<Readonly<Record<'base' | 'head', CommandResult>>> {
  using _ = context.during?.('warming up');
  return {
    base: await runTarget(target, 'base', context),
    head: await runTarget(target, 'head', context),
  };
}

type Rounds =
  | { readonly rounds: readonly Round[]; readonly sequence: Sequence }
  | { readonly failure: CommandResult };

/** Every run is a fresh process, so each round is a restart of its own. */
async function runRounds(target: CommandTarget, context: GaugeContext): Promise<Rounds> {
  const { world, budgetMs, seed, config } = context;
  const random = seededRandom(seed);
  const deadlineMs = world.clock.elapsed() + budgetMs;
  const rounds: Round[] = [];
  let sequence = newSequence();
  while (sequence.state !== 'settled') {
    using _ = context.during?.(sequence.state);
    const round: Record<Run, number | null> = { base: null, control: null, head: null };
    for (const run of shuffle(RUNS, random)) {
      const result = await runTarget(target, run, context);
      if (succeeded(result)) round[run] = result.durationMs;
      else if (run === 'head') return { failure: result };
    }
    rounds.push({ restart: rounds.length, ...round });
    sequence = advance(sequence, [seriesOf(rounds)], config);
    const isLate = rounds.length >= LEAST_ROUNDS && world.clock.elapsed() >= deadlineMs;
    if (isLate || rounds.length >= target.runs) sequence = outOfTime(sequence, [seriesOf(rounds)], config);
  }
  return { rounds, sequence };
}

function seriesOf(rounds: readonly Round[]): Series {
  return { metric: 'duration-ms', rounds: [...rounds] };
}

function runTarget(target: CommandTarget, run: Run, context: GaugeContext): Promise<CommandResult> {
  const { stage, world, runDirectory, config } = context;
  const side = run === 'head' ? 'head' : 'base';
  return runCommand(
    {
      command: target.run,
      directory: join(stage[side].directory, target.directory),
      logFile: join(runDirectory, 'logs', `command-${fileName(target.name)}-${side}.log`),
      timeoutMs: config.setup.timeout_minutes * 60_000,
    },
    world.shell,
  );
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
