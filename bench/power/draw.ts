// Draws from a pool what so many seconds of measuring would have given: restarts for interleaved designs, windows for blocks.
import { type Random, shuffle } from '../../src/stats/random.ts';
import { METRIC_OF, type Pool, type PoolRestart, type Slice } from './pool.ts';
import type { Sample } from './peers.ts';

/**
 * A restart drawn with replacement (Efron, Ann. Statist. 7, 1979). In a pool without effect all three processes run the same
 * code, so any of them may play any part.
 */
export function drawRestart({ restarts, percent }: Pool, random: Random): PoolRestart {
  const drawn = pick(restarts, random);
  if (percent !== 0) return drawn;
  const [base = 'base', control = 'control', head = 'head'] = shuffle(
    ['base', 'control', 'head'] as const,
    random,
  );
  return {
    ...drawn,
    series: drawn.series.map(({ metric, rounds }) => ({
      metric,
      rounds: rounds.map((round) => ({ base: round[base], control: round[control], head: round[head] })),
    })),
  };
}

/** Base and head in turn; without the second base, a restart takes two thirds of its time. Null where the time allows none. */
export function drawInterleaved(pool: Pool, budgetMs: number, random: Random): Sample | null {
  const base: number[] = [];
  const head: number[] = [];
  let usedMs = 0;
  for (;;) {
    const restart = drawRestart(pool, random);
    usedMs += (restart.durationMs * 2) / 3;
    if (usedMs > budgetMs) break;
    const rounds = restart.series.find(({ metric }) => metric === METRIC_OF[pool.kind])?.rounds ?? [];
    base.push(...rounds.flatMap((round) => round.base ?? []));
    head.push(...rounds.flatMap((round) => round.head ?? []));
  }
  return base.length < 2 || head.length < 2 ? null : { base, head };
}

/** The same stretch of a base block and of the head block after it. Null where warming up takes all the time. */
export function drawBlocks({ blocks, kind }: Pool, budgetMs: number, random: Random): Sample | null {
  const { base, head } = pick(blocks, random);
  const readingMs = budgetMs / 2 - base.warmUpMs;
  const longest = Math.min(base.slices.length, head.slices.length);
  const count = Math.min(longest, Math.floor(readingMs / base.sliceMs));
  if (count < LEAST_SLICES) return null;
  const from = Math.floor(random() * (longest - count + 1));
  const read = (slices: readonly Slice[]): number[] =>
    slices
      .slice(from, from + count)
      .map((slice) => (kind === 'cpu' ? slice.cpuPerRequestMs : slice.latencyP50Ms));
  return { base: read(base.slices), head: read(head.slices) };
}

/** Three runs need a slice each. */
const LEAST_SLICES = 3;

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('The pool is empty: record it first.');
  return item;
}
