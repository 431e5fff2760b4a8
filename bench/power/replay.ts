// Tries every rule on draws from the pools: the same seconds for all of them, warm-up included.
import { configSchema } from '../../src/config/config.ts';
import { type Random, seededRandom } from '../../src/stats/random.ts';
import { drawBlocks, drawInterleaved } from './draw.ts';
import { type Peer, PEERS } from './peers.ts';
import { METRIC_OF, type Kind, type Pool } from './pool.ts';
import { replayOwn } from './replay-own.ts';
import { OWN, OWN_WITHOUT_FLOOR, type PowerCell, SECONDS, thresholdFor } from './result.ts';

export interface ReplayOptions {
  readonly trials: number;
  readonly seed: number;
}

/** Pools of one kind; the one without effect must be among them, as it says how often each rule cries wolf. */
export function replayKind(pools: readonly Pool[], kind: Kind, options: ReplayOptions): PowerCell[] {
  const own = pools.filter((pool) => pool.kind === kind && pool.restarts.length > 0);
  const unchanged = own.find(({ percent }) => percent === 0);
  if (unchanged === undefined) return [];
  return SECONDS.flatMap((seconds) => {
    const at = { seconds, ...options };
    const mine = own.map((pool) => ownCell(pool, OWN, at));
    const floorless = own.map((pool) => ownCell(pool, OWN_WITHOUT_FLOOR, at));
    const alarms = mine.find(({ percent }) => percent === 0)?.slower ?? 0;
    return [
      ...mine,
      ...floorless,
      ...PEERS.flatMap((peer) => peerCells(peer, { pools: own, unchanged, alarms, at })),
    ];
  });
}

interface At extends ReplayOptions {
  readonly seconds: number;
}

function ownCell(pool: Pool, rule: string, { seconds, trials, seed }: At): PowerCell {
  const random = seededRandom(seed);
  const thresholds = rule === OWN ? {} : { [METRIC_OF[pool.kind]]: 0 };
  const config = configSchema.parse({ thresholds });
  const answers = Array.from({ length: trials }, () =>
    replayOwn(pool, { budgetMs: seconds * 1000, config }, random),
  );
  const usedMs = answers.reduce((sum, answer) => sum + answer.usedMs, 0);
  return {
    kind: pool.kind,
    percent: pool.percent,
    rule,
    seconds,
    trials,
    slower: answers.filter(({ conclusion }) => conclusion === 'regressed').length,
    meanSeconds: usedMs / trials / 1000,
    slowerAtEqual: null,
    alarmsElsewhere: null,
  };
}

function peerCells(
  peer: Peer,
  all: {
    readonly pools: readonly Pool[];
    readonly unchanged: Pool;
    readonly alarms: number;
    readonly at: At;
  },
): PowerCell[] {
  const { pools, unchanged, alarms, at } = all;
  const halves = [halfOf(unchanged, 0), halfOf(unchanged, 1)].map((half) => scoresOf(peer, half, at));
  const thresholds = halves.map((scores) => thresholdFor(scores, alarms));
  const alarmsElsewhere = mean(
    thresholds.map((threshold, half) => countAbove(halves[1 - half] ?? [], threshold)),
  );
  return pools.map((pool) => {
    const scores = scoresOf(peer, pool, at);
    return {
      kind: pool.kind,
      percent: pool.percent,
      rule: peer.name,
      seconds: at.seconds,
      trials: at.trials,
      slower: countAbove(scores, peer.threshold),
      meanSeconds: at.seconds,
      slowerAtEqual: mean(thresholds.map((threshold) => countAbove(scores, threshold))),
      alarmsElsewhere,
    };
  });
}

/** Every second restart and pair of blocks. */
function halfOf(pool: Pool, half: number): Pool {
  const isIn = (_: unknown, index: number): boolean => index % 2 === half;
  return { ...pool, restarts: pool.restarts.filter(isIn), blocks: pool.blocks.filter(isIn) };
}

function countAbove(scores: readonly number[], threshold: number): number {
  return scores.filter((score) => score > threshold).length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Where the time allows no sample at all, nothing is called slower. */
function scoresOf(peer: Peer, pool: Pool, { seconds, trials, seed }: At): number[] {
  const random: Random = seededRandom(seed);
  const draw = peer.design === 'blocks' ? drawBlocks : drawInterleaved;
  return Array.from({ length: trials }, () => {
    const sample = draw(pool, seconds * 1000, random);
    const score = sample === null ? NaN : peer.score(sample);
    return Number.isNaN(score) ? -Infinity : score;
  });
}
