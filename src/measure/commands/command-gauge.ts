// How long the project's own commands take on base and head: fresh runs side by side in time, like hyperfine does for one,
// until the question is settled.
import type { CommandTarget } from '../../config/config.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import { observeNames, seriesOfRuns } from '../imports/series-of-runs.ts';
import type { Artifact, Measurement, Observation, Outcome } from '../measurement.ts';
import { withConfirmation } from '../sequence.ts';
import { NotMeasurable, type CommandResult } from '../stage.ts';
import { runRounds, warmUp } from './command-rounds.ts';
import { commandRunner } from './command-runner.ts';
import { findPlaces } from './find-places.ts';
import { openHeadProfile } from './profile-head.ts';
import { describeEnd, formatDuration, lastLines, succeeded } from './run-command.ts';

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
      measurements.push(...(await measureTarget(target, { ...context, budgetMs: leftMs })));
    }
    return measurements;
  },
};

async function measureTarget(target: CommandTarget, context: GaugeContext): Promise<readonly Measurement[]> {
  const { world, environment } = context;
  const begunMs = world.clock.elapsed();
  const outcomes = await outcomesOf(target, context).catch((error: unknown) => unreadable(target, error));
  const durationMs = world.clock.elapsed() - begunMs;
  return outcomes.map(({ name, outcome, artifacts = [] }) => ({
    document: 'measurement',
    version: 1,
    gate: 'command',
    target: name,
    environment,
    durationMs,
    outcome,
    artifacts: [...artifacts],
  }));
}

interface NamedOutcome {
  readonly name: string;
  readonly outcome: Outcome;
  readonly artifacts?: readonly Artifact[];
}

/** The command's own first; then one for each result that it wrote of both sides. */
async function outcomesOf(target: CommandTarget, context: GaugeContext): Promise<readonly NamedOutcome[]> {
  const { name } = target;
  const runner = await commandRunner(target, context);
  await using profile = await openHeadProfile(target, context);
  const warmUps = await warmUp(runner, profile, context);
  if (!succeeded(warmUps.base)) return [{ name, outcome: baseFails(target, warmUps.base) }];
  if (warmUps.head.timedOut) return [{ name, outcome: headIsEndless(target, warmUps) }];
  if (!succeeded(warmUps.head)) return [{ name, outcome: headFails(target, warmUps.head, context) }];
  const measured = await runRounds(target, runner, context);
  if ('failure' in measured) return [{ name, outcome: headFails(target, measured.failure, context) }];
  const { rounds, sequence, notes } = measured;
  const artifacts = await profile.keep();
  const all = seriesOfRuns(rounds).map((one) => ({
    ...one,
    series: withConfirmation(one.series, sequence),
  }));
  if (target.results === null) {
    return [
      {
        name,
        outcome: { status: 'measured', series: all.flatMap(({ series }) => series), observations: [] },
        artifacts,
      },
    ];
  }
  const observations = [...observeNames(rounds), ...observeNotes(notes)];
  return [
    { name, outcome: { status: 'measured', series: [], observations }, artifacts },
    ...all.map(({ name: result, series }) => ({
      name: `${name}: ${result}`,
      outcome: { status: 'measured' as const, series, observations: [] },
    })),
  ];
}

/** The command ended well, and what it wrote cannot be read. */
function unreadable({ name }: CommandTarget, error: unknown): readonly NamedOutcome[] {
  if (!(error instanceof NotMeasurable)) throw error;
  const { message: reason, mend, side } = error;
  return [{ name, outcome: { status: 'unmeasured', reason, mend, causedByHead: side === 'head' } }];
}

function observeNotes(notes: readonly string[]): Observation[] {
  return notes.map((title) => ({
    kind: 'results-left-out',
    side: 'both',
    severity: 'note',
    title,
    detail: 'The other results are compared.',
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  }));
}

function baseFails(target: CommandTarget, result: CommandResult): Outcome {
  return {
    status: 'unmeasured',
    reason: `\`${target.run}\` ${describeEnd(result)} on base: ${lastLines(result.output, 3)}`,
    mend: `Read ${result.logFile} and make the command pass on base, or correct the target \`${target.name}\`.`,
    causedByHead: false,
  };
}

function headIsEndless(
  target: CommandTarget,
  { base, head }: Readonly<Record<'base' | 'head', CommandResult>>,
): Outcome {
  const times = Math.floor(head.durationMs / Math.max(1, base.durationMs));
  const observation: Observation = {
    kind: 'command-endless',
    side: 'head',
    severity: 'error',
    title: `\`${target.run}\` takes more than ${times} times as long on head`,
    detail: `It ${describeEnd(head)} on head and took ${formatDuration(base.durationMs)} on base, so it was not measured any further.`,
    evidence: { base: formatDuration(base.durationMs), head: `more than ${formatDuration(head.durationMs)}` },
    clues: [],
    location: null,
  };
  return { status: 'measured', series: [], observations: [observation] };
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
