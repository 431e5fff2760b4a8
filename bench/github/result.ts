// What one pull request got from the crew on the test GitHub, read back from there as a person would, and whether that is what was wanted.
import { z } from 'zod';
import { PROOF_OUTCOMES } from '../../src/prove/proof.ts';
import { resultHead } from '../kit/result-file.ts';

const jobSchema = z.strictObject({ name: z.string(), conclusion: z.string(), minutes: z.number() });

export const githubProofSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  outcome: z.enum(PROOF_OUTCOMES),
  reason: z.string(),
  /** The headline's, as the comment words it; null where nothing is claimed. */
  gain: z.string().nullable(),
  minutes: z.number(),
  /** Whether the comment names it. */
  told: z.boolean(),
  /** Where its patch can be had, and what differs there from the patch that was proven; null where nothing does. */
  at: z.enum(['suggestion', 'pull request', 'comment', 'nowhere']),
  differs: z.string().nullable(),
  /** `perfcrew verify` in a fresh clone; null where it was not done. */
  verified: z.strictObject({ holds: z.boolean(), reason: z.string(), minutes: z.number() }).nullable(),
});
export type GitHubProof = z.infer<typeof githubProofSchema>;

export const githubResultSchema = z.strictObject({
  ...resultHead,
  repository: z.string(),
  /** What was wanted, at least. */
  least: z.strictObject({ proven: z.int(), suggestions: z.int(), pulls: z.int() }),
  /** One run of the workflow each, in turn. */
  runs: z.array(z.strictObject({ minutes: z.number(), jobs: z.array(jobSchema) })),
  checks: z.array(z.strictObject({ name: z.string(), conclusion: z.string().nullable() })),
  /** perfcrew's comments on the pull request, and its reviews. */
  comments: z.int(),
  reviews: z.int(),
  suggestions: z.array(
    z.strictObject({ path: z.string(), startLine: z.int(), line: z.int(), proof: z.string().nullable() }),
  ),
  pulls: z.array(
    z.strictObject({
      number: z.int(),
      title: z.string(),
      onto: z.string(),
      files: z.array(z.string()),
      proof: z.string().nullable(),
    }),
  ),
  /** Branches of people that somebody moved. */
  moved: z.array(z.string()),
  proofs: z.array(githubProofSchema),
  /** What the second run changed on GitHub; null where there was none. */
  changedAgain: z.array(z.string()).nullable(),
});
export type GitHubResult = z.infer<typeof githubResultSchema>;

export function missedGoals(result: GitHubResult): readonly string[] {
  const { runs, least, comments, suggestions, pulls, moved, changedAgain } = result;
  const failed = runs.flatMap(({ jobs }) =>
    jobs.flatMap(({ name, conclusion }) =>
      conclusion === 'success' || conclusion === 'skipped' ? [] : [`the job ${name} ended as ${conclusion}`],
    ),
  );
  const told = result.proofs.filter((proof) => proof.told);
  const proven = told.filter(({ outcome, at }) => outcome === 'proven' && at !== 'comment').length;
  return [
    ...failed,
    ...tooFew(proven, least.proven, 'proven patches'),
    ...tooFew(suggestions.length, least.suggestions, 'suggestions'),
    ...tooFew(pulls.length, least.pulls, 'pull requests'),
    ...(comments === 1 ? [] : [`${comments} comments instead of one`]),
    ...pulls
      .filter(({ onto }) => onto !== 'slow')
      .map(({ number, onto }) => `#${number} goes onto ${onto}, not onto the head`),
    ...moved.map((branch) => `the branch ${branch} was written to`),
    ...told.flatMap(missedBy),
    ...(changedAgain ?? ['the workflow was not run a second time']),
  ];
}

function tooFew(count: number, least: number, what: string): readonly string[] {
  return count >= least ? [] : [`${count} ${what} instead of at least ${least}`];
}

function missedBy({ id, outcome, at, differs, verified }: GitHubProof): readonly string[] {
  return [
    ...(outcome === 'proven' ? [] : [`${id} is told and not proven`]),
    ...(at === 'nowhere' ? [`the patch of ${id} is nowhere to be had`] : []),
    ...(differs === null ? [] : [`what is offered for ${id} is not what was proven: ${differs}`]),
    ...(verified === null ? [`${id} was not verified`] : []),
    ...(verified?.holds === false ? [`${id} does not hold: ${verified.reason}`] : []),
  ];
}
