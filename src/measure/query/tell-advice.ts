// Puts advised indexes where they are read: with the finding of each query they serve, or as a note where nothing became worse.
import type { Measured, Measurement, Observation } from '../measurement.ts';
import { describeAdvice, noteAdvice, type AdvisedIndex } from './describe-advice.ts';

/** What tells that head reads a table as a whole which it should not. */
const HARMS: ReadonlySet<string> = new Set([
  'index-lost',
  'sequential-scan-introduced',
  'nested-loop-scan',
  'index-unusable-cast',
  'new-query-unsupported',
]);

/** Targets that became worse by reading a whole table, or are new and do; `large` names all that read a large one. */
export function harmedQueries(
  measurements: readonly Measurement[],
  large: ReadonlySet<string>,
): ReadonlySet<string> {
  const harmed = measurements.filter(
    ({ outcome, target }) =>
      outcome.status === 'measured' && outcome.observations.some((one) => isHarm(one, large.has(target))),
  );
  return new Set(harmed.map(({ target }) => target));
}

function isHarm({ kind, side }: Observation, readsLarge: boolean): boolean {
  return side === 'head' && (HARMS.has(kind) || (kind === 'new-query' && readsLarge));
}

export interface Told {
  readonly advised: readonly AdvisedIndex[];
  readonly harmed: ReadonlySet<string>;
  /** Whether indexes that help no harmed query are told too, each with the first query it serves. */
  readonly notes: boolean;
}

export function tellAdvice(
  measurements: readonly Measurement[],
  { advised, harmed, notes }: Told,
): readonly Measurement[] {
  const known = new Set(measurements.map(({ target }) => target));
  return measurements.map((measurement) => {
    const { outcome, target } = measurement;
    if (outcome.status !== 'measured') return measurement;
    const own = advised.filter(({ index }) => index.serves.some(({ name }) => name === target));
    if (harmed.has(target)) {
      const observations = withAdvice(outcome.observations, own, target);
      return withArtifacts({ ...measurement, outcome: { ...outcome, observations } }, own);
    }
    const noted = own.filter(
      ({ index: { serves } }) =>
        !serves.some(({ name }) => harmed.has(name)) &&
        serves.find(({ name }) => known.has(name))?.name === target,
    );
    if (!notes || noted.length === 0) return measurement;
    const observations = [...outcome.observations, ...noted.map(noteAdvice)];
    return withArtifacts({ ...measurement, outcome: { ...outcome, observations } }, noted);
  });
}

/** Said once, with the first finding that tells of the harm. */
function withAdvice(
  observations: Measured['observations'],
  own: readonly AdvisedIndex[],
  target: string,
): Measured['observations'] {
  const at = observations.findIndex((one) => isHarm(one, true));
  const told = own.map((one) => describeAdvice(one, [target])).join('\n');
  return observations.map((one, place) =>
    place === at && told !== '' ? { ...one, detail: `${one.detail}\n${told}` } : one,
  );
}

function withArtifacts(measurement: Measurement, own: readonly AdvisedIndex[]): Measurement {
  return {
    ...measurement,
    artifacts: [...measurement.artifacts, ...own.flatMap(({ artifacts }) => artifacts)],
  };
}
