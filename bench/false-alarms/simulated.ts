// The table of the simulated reviews, from the result that bench/false-alarms.ts leaves.
import { z } from 'zod';
import { markdownTable, percentText } from '../kit/table.ts';

const ratios = z.array(z.number());

export const simulatedSchema = z.object({
  seed: z.int(),
  reviews: z.int(),
  metricsPerReview: z.int(),
  effects: ratios,
  rows: z.array(
    z.object({
      noise: z.string(),
      perfcrew: z.object({
        reviewsAlarmed: z.number(),
        metricsCalled: z.number(),
        equivalent: z.number(),
        restarts: z.number(),
        caught: ratios,
      }),
      plainer: z.array(z.object({ rule: z.string(), reviewsAlarmed: z.number(), caught: ratios })),
    }),
  ),
});
export type Simulated = z.infer<typeof simulatedSchema>;

export function renderSimulated({ seed, reviews, metricsPerReview, effects, rows }: Simulated): string {
  const others = rows[0]?.plainer.map(({ rule }) => rule) ?? [];
  const growths = effects.map((ratio) => `+${Math.round(100 * (ratio - 1))} %`).join(' / ');
  return [
    `\`node bench/false-alarms.ts\`, seed ${seed}: each row is ${reviews} simulated reviews of ${metricsPerReview} unchanged metrics; it repeats to the digit on any machine. Plainer rules: share of reviews with a false alarm, then what they catch.`,
    '',
    markdownTable(
      [
        'noise',
        'reviews with a false alarm',
        'metrics called changed',
        'proven equivalent',
        'restarts',
        `caught at ${growths}`,
        ...others,
      ],
      rows.map(({ noise, perfcrew, plainer }) => [
        noise,
        `**${percentText(perfcrew.reviewsAlarmed)}**`,
        percentText(perfcrew.metricsCalled),
        percentText(perfcrew.equivalent),
        perfcrew.restarts.toFixed(1),
        caughtText(perfcrew.caught),
        ...plainer.map(
          ({ reviewsAlarmed, caught }) => `**${percentText(reviewsAlarmed)}** ${caughtText(caught)}`,
        ),
      ]),
    ),
  ].join('\n');
}

function caughtText(shares: readonly number[]): string {
  return shares.map((share) => Math.round(100 * share)).join(' / ');
}
