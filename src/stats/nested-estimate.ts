// One centre and its standard error from rounds nested in restarts: rounds of one restart share the luck of its processes.
//
// Model: value = centre + restart effect + round noise. A restart effect (memory layout, JIT, placement: Kalibera and Jones,
// "Rigorous benchmarking in reasonable time", ISMM 2013) does not average out over rounds, and three restarts tell almost
// nothing about its spread: t with 2 degrees of freedom needs 4.3 standard errors for 95 %. So the spread of restarts comes
// with a prior, as limma moderates variances (Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004): `restartSpread` with
// PRIOR_DEGREES degrees of freedom. The estimate is the inverse-variance mean over restarts of random-effects
// meta-analysis, its error scaled by the observed disagreement of restarts and never below 1 (Hartung and Knapp,
// Statist. Med. 20, 2001; Knapp and Hartung, Statist. Med. 22, 2003). Degrees of freedom: Satterthwaite, Biometrics 2 (1946).
import { hodgesLehmann } from './hodges-lehmann.ts';
import { studentQuantile } from './student.ts';

export interface NestedEstimate {
  readonly centre: number;
  readonly standardError: number;
  readonly degrees: number;
  readonly restarts: number;
  readonly pairs: number;
}

/** Null where there are fewer than two values: one value says nothing about its own error. */
export function nestedEstimate(
  restarts: readonly (readonly number[])[],
  restartSpread: number,
): NestedEstimate | null {
  const groups = restarts.filter((values) => values.length > 0);
  const pairs = sum(groups.map((values) => values.length));
  if (pairs < 2) return null;
  const centres = groups.map((values) => hodgesLehmann(values) ?? 0);
  const within = pooledVariance(groups);
  const weights = groups.map((values) => 1 / (restartSpread ** 2 + within.variance / values.length));
  const totalWeight = sum(weights);
  const centre = sum(centres.map((value, index) => value * (weights[index] ?? 0))) / totalWeight;
  const betweenDegrees = groups.length - 1;
  const disagreement = sum(centres.map((value, index) => (weights[index] ?? 0) * (value - centre) ** 2));
  const roundVariance = (within.variance * sum(groups.map((values) => 1 / values.length))) / groups.length;
  const priorDegrees = degreesOfPrior(restartSpread ** 2, { ...within, variance: roundVariance });
  const degrees = priorDegrees + betweenDegrees;
  const scale = Math.max(1, (priorDegrees + disagreement) / degrees);
  return {
    centre,
    standardError: Math.sqrt(scale / totalWeight),
    degrees,
    restarts: groups.length,
    pairs,
  };
}

/** Half the width of the interval that holds the true centre with this confidence. */
export function halfWidth(estimate: NestedEstimate, confidence: number): number {
  return studentQuantile((1 - confidence) / 2, estimate.degrees) * estimate.standardError;
}

/** How many observations the belief about the restart effect is worth: it covers the ±2 % seen, and yields to the data. */
const PRIOR_DEGREES = 8;

interface Variance {
  readonly variance: number;
  readonly degrees: number;
}

/**
 * Satterthwaite's degrees of the sum of both variances; never more than the prior's own, because the independence of rounds
 * is belief too, and never more than twice those of the rounds, whose few values may lie close together by chance.
 * Without a second round in any restart nothing but the restarts themselves can be asked: 0.
 */
function degreesOfPrior(priorVariance: number, rounds: Variance): number {
  if (rounds.degrees === 0) return 0;
  const total = (priorVariance + rounds.variance) ** 2;
  const parts = priorVariance ** 2 / PRIOR_DEGREES + rounds.variance ** 2 / rounds.degrees;
  return Math.min(total / parts, PRIOR_DEGREES, 2 * rounds.degrees);
}

function pooledVariance(groups: readonly (readonly number[])[]): Variance {
  const degrees = sum(groups.map((values) => values.length - 1));
  const squares = sum(groups.map(squaredDeviations));
  return { variance: degrees === 0 ? 0 : squares / degrees, degrees };
}

function squaredDeviations(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return sum(values.map((value) => (value - mean) ** 2));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
