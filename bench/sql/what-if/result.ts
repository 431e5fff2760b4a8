// What a trial of simulated indexes keeps, and its table: how far the planner's costs are from those of indexes really built.
import { z } from 'zod';
import { resultHead } from '../../kit/result-file.ts';
import { markdownTable, shareText } from '../../kit/table.ts';

const pairSchema = z.strictObject({
  schema: z.string(),
  query: z.string(),
  index: z.string(),
  /** The planner's cost with the index built, and with it simulated. */
  real: z.number(),
  simulated: z.number(),
  usedReal: z.boolean(),
  usedSimulated: z.boolean(),
});

export const whatIfSchema = z.strictObject({ ...resultHead, pairs: z.array(pairSchema) });
export type WhatIfResult = z.infer<typeof whatIfSchema>;
type Pair = WhatIfResult['pairs'][number];

const MEDIAN_GOAL = 0.005;
const WORST_GOAL = 0.1;
const MISMATCH_GOAL = 0.01;

interface Summary {
  readonly pairs: number;
  /** Pairs in which an index is used at all; in the others both costs are that of no index. */
  readonly felt: number;
  readonly median: number;
  readonly worst: number;
  readonly mismatches: number;
}

export function summarizeWhatIf(pairs: readonly Pair[]): Summary {
  const felt = pairs.filter(({ usedReal, usedSimulated }) => usedReal || usedSimulated);
  const errors = felt.map(errorOf).toSorted((one, other) => one - other);
  return {
    pairs: pairs.length,
    felt: felt.length,
    median: errors[Math.floor(errors.length / 2)] ?? 0,
    worst: errors.at(-1) ?? 0,
    mismatches: pairs.filter(({ usedReal, usedSimulated }) => usedReal !== usedSimulated).length,
  };
}

export function missedWhatIf(pairs: readonly Pair[]): boolean {
  const { median, worst, mismatches } = summarizeWhatIf(pairs);
  return median > MEDIAN_GOAL || worst > WORST_GOAL || mismatches > MISMATCH_GOAL * pairs.length;
}

export function errorOf({ real, simulated }: Pair): number {
  return Math.abs(simulated - real) / real;
}

export function renderWhatIf({ pairs }: Pick<WhatIfResult, 'pairs'>): string {
  const schemas = [...new Set(pairs.map(({ schema }) => schema))];
  const groups = schemas.map((name) => ({ name, of: pairs.filter(({ schema }) => schema === name) }));
  return [
    markdownTable(
      ['schema', 'pairs of query and index', 'index used', 'median error', 'worst error', 'used by one only'],
      [...groups, { name: 'all', of: pairs }].map(({ name, of }) => {
        const { pairs: count, felt, median, worst, mismatches } = summarizeWhatIf(of);
        return [name, `${count}`, `${felt}`, percent(median), percent(worst), shareText(mismatches, count)];
      }),
    ),
    '',
    `Goals (median ≤ 0.5 %, worst ≤ 10 %, used by one only ≤ 1 %): ${missedWhatIf(pairs) ? 'missed' : 'held'}. Errors are those of the planner's total cost where the index is used; where it is not, both costs are that of no index.`,
  ].join('\n');
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(2)} %`;
}
