// How often each predictor was right. One that is right in less than four cases of five costs more than it saves, and is not
// asked again. Guesses are compared with the truth as JSON, so the order of keys does not matter.
import { z } from 'zod';
import type { AgentTask } from './task-graph.ts';

export const predictorRecordSchema = z.strictObject({
  predictor: z.string(),
  tries: z.int().nonnegative(),
  right: z.int().nonnegative(),
});
export type PredictorRecord = Readonly<z.infer<typeof predictorRecordSchema>>;

/** Null where it would rather not say. */
export type Predict = (task: AgentTask, document: string) => Promise<{ readonly value: unknown } | null>;

const LEAST_TRIES = 10;
const LEAST_SHARE = 0.8;

export interface Predictors {
  isTrusted(predictor: string): boolean;
  note(predictor: string, isRight: boolean): void;
  records(): readonly PredictorRecord[];
}

export function isRetired({ tries, right }: PredictorRecord): boolean {
  return tries >= LEAST_TRIES && right < LEAST_SHARE * tries;
}

/** `earlier` are the records of runs before this one. */
export function openPredictors(earlier: readonly PredictorRecord[]): Predictors {
  const known = new Map(earlier.map((record) => [record.predictor, record]));
  const recordOf = (predictor: string): PredictorRecord =>
    known.get(predictor) ?? { predictor, tries: 0, right: 0 };
  return {
    isTrusted: (predictor) => !isRetired(recordOf(predictor)),
    note(predictor, isRight) {
      const { tries, right } = recordOf(predictor);
      known.set(predictor, { predictor, tries: tries + 1, right: right + (isRight ? 1 : 0) });
    },
    records: () => [...known.values()].toSorted((one, other) => (one.predictor < other.predictor ? -1 : 1)),
  };
}

export function isSameJson(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
