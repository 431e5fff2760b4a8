// What the prover made of patches whose truth is known, and whether any wrong one came through.
import { z } from 'zod';
import { PROOF_OUTCOMES } from '../../src/prove/proof.ts';
import { markdownTable, secondsText, shareText } from '../kit/table.ts';
import { resultHead } from '../kit/result-file.ts';
import { TRUTHS, type Truth } from './patch-case.ts';

export const proveTrialSchema = z.strictObject({
  id: z.string(),
  truth: z.enum(TRUTHS),
  title: z.string(),
  /** e.g. `leven 3.1.0 (MIT)`, `shop`. */
  source: z.string(),
  /** Time with the patch over time without, measured apart from the prover; null for the shop. */
  trueRatio: z.number().nullable(),
  outcome: z.enum(PROOF_OUTCOMES),
  reason: z.string(),
  /** The ratio the proof tells; null where it tells none. */
  toldRatio: z.number().nullable(),
  durationMs: z.number(),
});
export type ProveTrial = z.infer<typeof proveTrialSchema>;

export const proveResultSchema = z.strictObject({ ...resultHead, trials: z.array(proveTrialSchema) });
export type ProveResult = z.infer<typeof proveResultSchema>;

/** From this on an improvement should be found: 10 % less time. */
const WORTH_FINDING = 0.9;
/** Up to this a patch called the same may be told as faster: it is, a little. */
const REALLY_FASTER = 0.97;
const ACCEPTED_GOAL = 0.9;

function isWrong({ truth, outcome, trueRatio }: ProveTrial): boolean {
  if (outcome !== 'proven') return false;
  if (truth === 'different' || truth === 'slower') return true;
  return truth === 'same' ? trueRatio === null || trueRatio > REALLY_FASTER : (trueRatio ?? 0) >= 1;
}

function isWorthFinding({ truth, trueRatio }: ProveTrial): boolean {
  return truth === 'faster' && (trueRatio === null || trueRatio <= WORTH_FINDING);
}

export function missedGoals({ trials }: Pick<ProveResult, 'trials'>): readonly string[] {
  const wrong = trials.filter(isWrong);
  const worth = trials.filter(isWorthFinding);
  const found = worth.filter(({ outcome }) => outcome === 'proven');
  return [
    ...wrong.map(({ id }) => `${id} was accepted and is not faster`),
    ...(found.length < ACCEPTED_GOAL * worth.length
      ? [`only ${shareText(found.length, worth.length)} of the improvements of 10 % or more were accepted`]
      : []),
  ];
}

const WORDS: Readonly<Record<Truth, string>> = {
  faster: 'faster',
  same: 'no faster',
  slower: 'slower',
  different: 'answers otherwise',
};

export function renderProve(result: Pick<ProveResult, 'trials'>): string {
  const { trials } = result;
  const worth = trials.filter(isWorthFinding);
  const missed = missedGoals(result);
  const times = trials.map(({ durationMs }) => durationMs).toSorted((one, other) => one - other);
  return [
    markdownTable(
      ['patch', 'of', 'truth', 'true ratio', 'outcome', 'told ratio', 'time'],
      trials.map((trial) => [
        trial.title,
        trial.source,
        WORDS[trial.truth],
        trial.trueRatio?.toFixed(2) ?? '',
        trial.outcome,
        trial.toldRatio?.toFixed(2) ?? '',
        secondsText(trial.durationMs),
      ]),
    ),
    '',
    `Wrong patches accepted: ${shareText(trials.filter(isWrong).length, trials.filter(({ truth }) => truth !== 'faster').length)}. Improvements of 10 % or more accepted: ${shareText(worth.filter(({ outcome }) => outcome === 'proven').length, worth.length)}. A proof takes ${secondsText(times[Math.floor(times.length / 2)] ?? 0)} in the middle, ${secondsText(times.at(-1) ?? 0)} at most.`,
    '',
    `Goals (no wrong one accepted, ≥ 90 % of the improvements of 10 % or more): ${missed.length === 0 ? 'held' : `missed: ${missed.join('; ')}`}.`,
  ].join('\n');
}
