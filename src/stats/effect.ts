// How far head is from base and how sure that is, from rounds nested in restarts that also hold a second process of base.
//
// Design: a restart is a block of fresh processes, one of head and one or two of base; every process has its own luck for life
// (memory layout, JIT, placement: Kalibera and Jones, "Rigorous benchmarking in reasonable time", ISMM 2013), which more
// rounds do not average out. So the process is the unit. A restart gives two contrasts of its processes:
//
//     change   y = head − (base + control) / 2      variance 3/2 σ²   (2 σ² without a control)
//     noise    a = control − base                   variance 2 σ², mean 0 by construction
//
// σ² is the variance of one process in one restart, its averaged rounds included. Both contrasts are orthogonal, so that σ² is
// pooled from both as in the analysis of a randomised block design (Cochran and Cox, Experimental Designs, 1957, chapter 4):
// R − 1 degrees of freedom from the y, R more from the a. The second process of base costs half as much again and nearly
// doubles what is known of the noise.
//
// Few restarts may lie close together by chance. So σ² is moderated by a prior worth PRIOR_DEGREES (Smyth, Stat. Appl. Genet.
// Mol. Biol. 3, 2004), unless the data say that it is larger: then the data alone speak.
import { hodgesLehmann } from './hodges-lehmann.ts';
import { median } from './quantile.ts';
import { contrastsOf, scaleOf, type Contrasts, type PairedRound, type Scale } from './round-contrasts.ts';
import { studentQuantile } from './student.ts';

export interface Effect {
  readonly scale: Scale;
  /** Log ratio or difference of head against base. */
  readonly centre: number;
  readonly standardError: number;
  readonly degrees: number;
  readonly restarts: number;
  readonly rounds: number;
  /** How far base is from base over the same restarts: half of the 95 % band, on the scale; null without a control. */
  readonly noise: number | null;
}

/** Spread of one process on unchanged code that is taken for granted, as a fraction, … */
const PRIOR_SPREAD = 0.015;
/** … and how many observations that belief is worth. */
const PRIOR_DEGREES = 3;

/** Null where there are fewer than two rounds, or only zeros: they say nothing about their own error. */
export function estimateEffect(rounds: readonly PairedRound[]): Effect | null {
  if (rounds.length < 2) return null;
  const scale = scaleOf(rounds);
  const level = scale === 'log-ratio' ? 1 : meanSize(rounds);
  if (!(level > 0)) return null;
  const blocks = blocksOf(contrastsOf(rounds, scale));
  const centre = mean(blocks.map(({ change }) => change));
  const noises = blocks.flatMap(({ noise }) => noise ?? []);
  const observed: Variance = {
    squares:
      sum(blocks.map((block) => (block.change - centre) ** 2 / variancesOf(block))) +
      sum(noises.map((noise) => noise ** 2 / 2)),
    degrees: blocks.length - 1 + noises.length,
  };
  const prior = (PRIOR_SPREAD * level) ** 2 + roundVariance(blocks);
  const { variance, degrees } = moderate(observed, prior);
  const perBlock = sum(blocks.map(variancesOf)) / blocks.length ** 2;
  return {
    scale,
    centre,
    standardError: Math.sqrt(variance * perBlock),
    degrees,
    restarts: blocks.length,
    rounds: rounds.length,
    noise: noises.length === 0 ? null : noiseBand(noises, { variance, degrees }),
  };
}

/** Half the width of the interval that holds the true effect with this confidence. */
export function halfWidth(effect: Effect, confidence: number): number {
  return studentQuantile((1 - confidence) / 2, effect.degrees) * effect.standardError;
}

interface Block {
  readonly change: number;
  readonly noise: number | null;
  readonly rounds: number;
  /** Sum of squares of the changes within the block. */
  readonly squares: number;
}

interface Variance {
  readonly squares: number;
  readonly degrees: number;
}

function blocksOf(contrasts: readonly Contrasts[]): Block[] {
  return [...Map.groupBy(contrasts, ({ restart }) => restart).values()].map((block) => {
    const toControl = centreOf(block.flatMap(({ changeToControl }) => changeToControl ?? []));
    const toBase = centreOf(block.map(({ change }) => change)) ?? 0;
    const changes = block.map(({ change, changeToControl }) => (change + (changeToControl ?? change)) / 2);
    const centre = mean(changes);
    return {
      change: toControl === null ? toBase : (toBase + toControl) / 2,
      noise: centreOf(block.flatMap(({ noise }) => noise ?? [])),
      rounds: block.length,
      squares: sum(changes.map((change) => (change - centre) ** 2)),
    };
  });
}

/**
 * On a shared machine a processor runs at two speeds, and the two rounds of a pair may fall on either side of a switch: most
 * differences then lie close together and some far out, on both sides. With enough rounds the median leaves those alone.
 */
function centreOf(differences: readonly number[]): number | null {
  return differences.length < ENOUGH_FOR_MEDIAN ? hodgesLehmann(differences) : median(differences);
}

const ENOUGH_FOR_MEDIAN = 9;

/** Variance of a block's change, in variances of one process. */
function variancesOf({ noise }: Block): number {
  return noise === null ? 2 : 1.5;
}

/** What the rounds of one process leave to chance after averaging, in units of one process; 0 where no block has two. */
function roundVariance(blocks: readonly Block[]): number {
  const degrees = sum(blocks.map(({ rounds }) => rounds - 1));
  if (degrees === 0) return 0;
  const perRound = sum(blocks.map((block) => block.squares / variancesOf(block))) / degrees;
  return perRound * mean(blocks.map(({ rounds }) => 1 / rounds));
}

function moderate({ squares, degrees }: Variance, prior: number): { variance: number; degrees: number } {
  if (degrees > 0 && squares / degrees > prior) return { variance: squares / degrees, degrees };
  const all = degrees + PRIOR_DEGREES;
  return { variance: (squares + PRIOR_DEGREES * prior) / all, degrees: all };
}

/** The band that base against base keeps to over these restarts, and never less than it was seen to differ. */
function noiseBand(
  noises: readonly number[],
  { variance, degrees }: { readonly variance: number; readonly degrees: number },
): number {
  const band = studentQuantile(0.025, degrees) * Math.sqrt((2 * variance) / noises.length);
  return Math.max(band, Math.abs(mean(noises)));
}

/** Typical size of the values, for numbers that have no ratio. */
function meanSize(rounds: readonly PairedRound[]): number {
  const usual = median(rounds.flatMap(({ base, head }) => [Math.abs(base), Math.abs(head)])) ?? 0;
  return usual > 0 ? usual : mean(rounds.map(({ base, head }) => (Math.abs(base) + Math.abs(head)) / 2));
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
