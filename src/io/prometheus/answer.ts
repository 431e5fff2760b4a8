// The part of Prometheus' HTTP API that is read (prometheus.io/docs/prometheus/latest/querying/api): vectors, matrices, errors.
import { z } from 'zod';

/** Seconds with a fraction, and a number as text because JSON knows no NaN and no infinity. */
const point = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

// A native histogram comes as `histogram` instead of `value`; it is no number and is left out.
const vector = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: labels, value: point.optional() })),
});
const matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(z.object({ metric: labels, values: z.array(point).optional() })),
});
const scalar = z.object({ resultType: z.literal('scalar'), result: point });

export const answerSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [vector, matrix, scalar]),
});

export const refusalSchema = z.object({
  status: z.literal('error'),
  errorType: z.string(),
  error: z.string(),
});

/** One series of an answer: its labels and its numbers in time. */
export interface PrometheusSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}

export function seriesOf(answer: z.infer<typeof answerSchema>): readonly PrometheusSeries[] {
  const { data } = answer;
  switch (data.resultType) {
    case 'vector':
      return data.result.flatMap(({ metric, value }) =>
        value === undefined ? [] : [{ labels: metric, points: [pointOf(value)] }],
      );
    case 'matrix':
      return data.result.map(({ metric, values = [] }) => ({ labels: metric, points: values.map(pointOf) }));
    case 'scalar':
      return [{ labels: {}, points: [pointOf(data.result)] }];
  }
}

function pointOf([seconds, text]: z.infer<typeof point>): { atMs: number; value: number } {
  return { atMs: seconds * 1000, value: numberOf(text) };
}

/** Go's way to print a float. */
function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  return Number(text);
}
