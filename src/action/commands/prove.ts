// A job of the run zone: patches are applied, built, tested and measured here, so no secret may be near and nothing is written to GitHub.
import { Problem } from '../../core/problem.ts';
import { hasModelKey } from '../../io/anthropic/credentials.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { openPatches } from '../../io/git/open-patches.ts';
import { escapeProse } from '../../core/markdown/escape-markdown.ts';
import type { Proof } from '../../prove/proof.ts';
import { provenAlone, togetherSentence } from '../../report/proposals/together-sentence.ts';
import { toProveTogether } from '../../run/zones/to-prove-together.ts';
import { tallyProofs } from '../../prove/tally-proofs.ts';
import { proveProposals } from '../../run/zones/prove-proposals.ts';
import { readProofs } from '../../run/zones/proof-files.ts';
import { readThoughts } from '../../run/zones/proposals-of.ts';
import type { CommandResult } from '../command-result.ts';
import { reviewedPullRequest } from '../reviewed-pull-request.ts';
import { reasonForNoSecondRound } from '../second-round.ts';
import { SEED } from '../seed.ts';
import type { Session } from '../session.ts';

export async function proveCommand(session: Session): Promise<CommandResult> {
  const { folder, outside, version } = session;
  refuseSecrets(session);
  const pullRequest = await reviewedPullRequest(session);
  const config = await session.config(pullRequest);
  const world = await outside.world();
  const files = { ...world.files, ...keptFiles() };
  const head = pullRequest.head.sha;
  const thoughts = await readThoughts(folder.directory, head, files);
  const whyLast = (all: readonly Proof[]): string | null =>
    reasonForNoSecondRound({ thoughts, proofs: all, config });
  const wish = { automation: config.crew.automation, isAsked: false } as const;
  const { proofs } = await proveProposals(
    {
      together: (all) => (whyLast(all) === null ? [] : toProveTogether(all, wish)),
      proposals: thoughts.proposals,
      earlier:
        thoughts.round === 1 ? [] : await readProofs(folder.directory, head, { files, log: outside.log }),
      head,
      config,
      seed: SEED,
      version,
      cacheDirectory: null,
      folder,
    },
    { ...world, files, patches: openPatches(world.git.root, world.signal) },
  );
  const proven = provenAlone(proofs);
  const ended = whyLast(proofs);
  if (ended !== null) outside.log.info(`The crew does not think again: ${ended}.`);
  return {
    outputs: { proven: String(proven), again: String(ended === null) },
    summary: proofs.length === 0 ? null : summaryOf(proofs, proven),
    annotations: [],
    failure: null,
  };
}

function summaryOf(proofs: readonly Proof[], proven: number): string {
  const together = proofs.flatMap((proof) => togetherSentence(proof, proven) ?? []);
  return [`Patches: ${tallyProofs(proofs)}.`, ...together.map((text) => `${escapeProse(text, 1000)}.`)]
    .map((line) => `${line}\n`)
    .join('\n');
}

function refuseSecrets({ inputs, outside }: Session): void {
  const what = hasModelKey(outside.environment)
    ? 'ANTHROPIC_API_KEY is set'
    : inputs.token === ''
      ? null
      : 'the input `github-token` is set';
  if (what === null) return;
  throw new Problem('input-invalid', {
    what: `\`prove\` runs code under review, and ${what} where that code could read it.`,
    mend: "Leave ANTHROPIC_API_KEY out of this job and write `github-token: ''`.",
  });
}
