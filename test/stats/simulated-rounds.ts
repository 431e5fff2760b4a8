// Rounds as a shared machine gives them: slow drift, luck of each process, heavy tails, two modes. Seeded, for tests and bench.
import { type Random, randomNormal, shuffle } from '../../src/stats/random.ts';
import type { Round } from '../../src/measure/measurement.ts';

export interface Noise {
  /** Standard deviation of each process's own speed, drawn anew at every restart (0.02 = 2 %). */
  readonly processBias: number;
  /** AR(1) drift of the machine, which base and head share. */
  readonly drift: { readonly spread: number; readonly correlation: number };
  /** Standard deviation of one slice by itself. */
  readonly slice: number;
  /** Shape of the slice noise: t with 3 degrees, 5 % of slices up to 40 % slower, or 30 % of slices 15 % slower. */
  readonly shape: 'normal' | 'heavy' | 'spikes' | 'bimodal';
  /** Share of processes that run 15 % slower for life, by where their code happened to land. */
  readonly slowProcesses?: number;
  /** AR(1) noise of head alone, which pairing cannot cancel. */
  readonly ownDrift?: Noise['drift'];
}

export interface Design {
  readonly restarts: number;
  readonly pairs: number;
  /** True speed of head / base; 1 for unchanged code. */
  readonly ratio: number;
  /** Level of base, in the metric's unit. */
  readonly level: number;
  /** Whether base runs twice. */
  readonly control?: boolean;
}

export const CALM: Noise = {
  processBias: 0,
  drift: { spread: 0, correlation: 0 },
  slice: 0.015,
  shape: 'normal',
};

/** What two busy cores showed: drift of 3 %, ±2 % per process, slices of 3 %. */
export const SHARED_MACHINE: Noise = {
  processBias: 0.02,
  drift: { spread: 0.03, correlation: 0.9 },
  slice: 0.03,
  shape: 'normal',
};

/** Interleaved rounds of base, head and base's second process, in random order. */
export function simulateRounds(design: Design, noise: Noise, random: Random): Round[] {
  const next = restartsOf(design, noise, random);
  return Array.from({ length: design.restarts }, next).flat();
}

/** One restart after another, for as long as somebody asks: the machine's drift goes on, the processes are fresh. */
export function restartsOf(design: Omit<Design, 'restarts'>, noise: Noise, random: Random): () => Round[] {
  const { pairs, ratio, level, control = false } = design;
  const drift = driftOf(noise.drift, random);
  let restart = -1;
  return () => {
    restart += 1;
    const ownDrift = noise.ownDrift === undefined ? () => 0 : driftOf(noise.ownDrift, random);
    const base = processSpeed(noise, random);
    const head = processSpeed(noise, random) + Math.log(ratio);
    const lanes = [() => base, () => head + ownDrift()];
    if (control) {
      const second = processSpeed(noise, random);
      lanes.push(() => second);
    }
    return Array.from({ length: pairs }, () => {
      const values = new Map<() => number, number>();
      for (const lane of shuffle(lanes, random)) {
        values.set(lane, level * Math.exp(lane() + drift() + sliceNoise(noise, random)));
      }
      const [one = NaN, other = NaN, third = null] = lanes.map((lane) => values.get(lane));
      return { restart, base: one, head: other, control: third };
    });
  };
}

/** All slices of base, then all of head: what comparing two separate runs does. One process on each side. */
export function simulateBlocks(
  design: Design,
  noise: Noise,
  random: Random,
): { base: number[]; head: number[] } {
  const drift = driftOf(noise.drift, random);
  const ownDrift = noise.ownDrift === undefined ? () => 0 : driftOf(noise.ownDrift, random);
  const block = (ratio: number, own: () => number): number[] => {
    const speed = processSpeed(noise, random) + Math.log(ratio);
    return Array.from(
      { length: design.restarts * design.pairs },
      () => design.level * Math.exp(speed + drift() + sliceNoise(noise, random) + own()),
    );
  };
  return { base: block(1, () => 0), head: block(design.ratio, ownDrift) };
}

function processSpeed({ processBias, slowProcesses = 0 }: Noise, random: Random): number {
  const luck = processBias * randomNormal(random);
  return slowProcesses > 0 && random() < slowProcesses ? luck + 0.15 : luck;
}

function driftOf({ spread, correlation }: Noise['drift'], random: Random): () => number {
  let state = spread * randomNormal(random);
  return () => {
    const now = state;
    state = correlation * state + spread * Math.sqrt(1 - correlation ** 2) * randomNormal(random);
    return now;
  };
}

function sliceNoise({ slice, shape }: Noise, random: Random): number {
  const noise = slice * randomNormal(random);
  switch (shape) {
    case 'normal':
      return noise;
    case 'heavy': {
      const squares = [0, 0, 0].reduce((sum) => sum + randomNormal(random) ** 2, 0);
      return noise / Math.sqrt(squares / 3);
    }
    case 'spikes':
      return noise + (random() < 0.05 ? 0.4 * random() : 0);
    case 'bimodal':
      return noise + (random() < 0.3 ? 0.15 : 0);
  }
}
