// Takes measurements out of the hands of a job that ran a stranger's code: bounded, by schema, and never trusted further.
import { measurementSchema, type Measurement } from '../measure/measurement.ts';

/** More than any honest run leaves behind, and little enough to judge in a second. */
export const UPSTREAM_LIMITS = {
  documents: 500,
  /** Of one document. */
  documentBytes: 8 * 1024 * 1024,
  /** Of all documents. */
  totalBytes: 64 * 1024 * 1024,
  seriesPerDocument: 100,
  roundsPerSeries: 1000,
  observationsPerDocument: 1000,
} as const;

export interface UpstreamMeasurements {
  readonly measurements: readonly Measurement[];
  /** Documents that do not fit the schema or the limits; they are left out. */
  readonly refused: number;
}

/** Null where the text is not a measurement, or one nobody measured. */
export function parseUpstreamMeasurement(text: string): Measurement | null {
  try {
    const parsed = measurementSchema.safeParse(JSON.parse(text));
    return parsed.success && isPlausible(parsed.data) ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Comparing costs the square of the rounds, so their number is not left to a stranger. */
function isPlausible({ outcome }: Measurement): boolean {
  if (outcome.status === 'unmeasured') return true;
  return (
    outcome.series.length <= UPSTREAM_LIMITS.seriesPerDocument &&
    outcome.observations.length <= UPSTREAM_LIMITS.observationsPerDocument &&
    outcome.series.every(({ rounds }) => rounds.length <= UPSTREAM_LIMITS.roundsPerSeries)
  );
}
