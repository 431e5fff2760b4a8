// The runs of one command: a warm-up on each side, then rounds of fresh processes until the question is settled.
import type { CommandTarget } from '../../config/config.ts';
import { seededRandom, shuffle } from '../../stats/random.ts';
import type { GaugeContext } from '../gauge.ts';
import { seriesOfRuns, type RunRound } from '../imports/series-of-runs.ts';
import { advance, MOST_RESTARTS, newSequence, outOfTime, type Sequence } from '../sequence.ts';
import type { CommandResult } from '../stage.ts';
import type { CommandRunner } from './command-runner.ts';
import type { HeadProfile } from './profile-head.ts';
import { succeeded } from './run-command.ts';

/** Fewer rounds than this say nothing; they are run whatever the budget. */
const LEAST_ROUNDS = 3;
/** Base twice: what differs between its two runs of a round is noise. */
const RUNS = ['base', 'control', 'head'] as const;
type Run = (typeof RUNS)[number];

/** Head is given so many times what base took, and never less than so long: by then its answer is known. */
const HOPELESS = { times: 20, leastMs: 10_000 };

/** Fills the caches of the disk; what it brings is not counted, so that head may be profiled meanwhile. */
export async function warmUp(
  runner: CommandRunner,
  profile: Pick<HeadProfile, 'environment'>,
  context: GaugeContext,
): Promise<Readonly<Record<'base' | 'head', CommandResult>>> {
  using _ = context.during?.('warming up');
  const base = (await runner.run('base')).result;
  if (!succeeded(base)) return { base, head: base };
  const mostMs = Math.max(HOPELESS.leastMs, HOPELESS.times * base.durationMs);
  const head = (await runner.run('head', { environment: profile.environment, mostMs })).result;
  if (succeeded(head) || head.timedOut) return { base, head };
  // Perhaps it was the profiler that it could not bear.
  return { base, head: (await runner.run('head', { mostMs })).result };
}

type Rounds =
  | { readonly rounds: readonly RunRound[]; readonly sequence: Sequence; readonly notes: readonly string[] }
  | { readonly failure: CommandResult };

/** Every run is a fresh process, so each round is a restart of its own. */
export async function runRounds(
  target: CommandTarget,
  runner: CommandRunner,
  context: GaugeContext,
): Promise<Rounds> {
  const { world, budgetMs, seed, config } = context;
  // A command's processor time is counted beside its duration; beside the results it writes nothing is.
  const terms = target.results === null ? { config } : { config, patienceForTimes: MOST_RESTARTS };
  const random = seededRandom(seed);
  const deadlineMs = world.clock.elapsed() + budgetMs;
  const rounds: RunRound[] = [];
  let notes: readonly string[] = [];
  let sequence = newSequence();
  while (sequence.state !== 'settled') {
    using _ = context.during?.(sequence.state);
    const round: Record<Run, RunRound[Run]> = { base: null, control: null, head: null };
    for (const run of shuffle(RUNS, random)) {
      const ended = await runner.run(run === 'head' ? 'head' : 'base');
      if (!succeeded(ended.result) && run === 'head') return { failure: ended.result };
      round[run] = ended.values;
      notes = ended.notes;
    }
    rounds.push({ restart: rounds.length, ...round });
    const series = seriesOfRuns(rounds).flatMap((one) => one.series);
    sequence = advance(sequence, series, terms);
    const isLate = rounds.length >= LEAST_ROUNDS && world.clock.elapsed() >= deadlineMs;
    if (isLate || rounds.length >= target.runs) sequence = outOfTime(sequence, series, config);
  }
  return { rounds, sequence, notes };
}
