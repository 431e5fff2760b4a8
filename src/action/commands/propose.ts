// A job of the publish zone: proven patches become suggestions, pull requests and a comment. Nothing is run or checked out, and every
// document is read as a stranger's: which pull request it is comes from the event, its state and its configuration from GitHub.
import { CONFIG_PATH } from '../../config/config.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { Problem } from '../../core/problem.ts';
import { exitGateSchema } from '../../crew/work/analyst/exit-gate.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import type { Proof } from '../../prove/proof.ts';
import { LEAST_GAIN } from '../../report/proposals/select-proofs.ts';
import { publishProofs } from '../../run/publish-proofs.ts';
import { readProofs } from '../../run/zones/proof-files.ts';
import { readBounded } from '../../run/zones/read-bounded.ts';
import {
  MOST_THOUGHTS_BYTES,
  THOUGHTS_PATH,
  thoughtsSchema,
  type Thoughts,
} from '../../run/zones/thoughts.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { configPath } from '../read-base-config.ts';
import { reviewedPullRequest } from '../reviewed-pull-request.ts';
import type { Session } from '../session.ts';

export async function proposeCommand(session: Session): Promise<CommandResult> {
  const { folder, inputs, job, outside } = session;
  const { directory } = folder;
  const { number, head } = await reviewedPullRequest(session);
  if (number === null || (inputs.pullRequest ?? job.pullRequest?.number) !== number)
    throw new Problem('input-invalid', {
      what: 'This job is about no pull request, so there is nobody to propose a patch to.',
      mend: 'Run it on `pull_request`, or give it the input `pull-request`.',
    });
  const files = { ...outside.files, ...keptFiles() };
  const report = await folder.read('report');
  const thoughts = await readBounded(
    {
      folder: directory,
      path: THOUGHTS_PATH,
      schema: thoughtsSchema,
      mostBytes: MOST_THOUGHTS_BYTES,
      mend: 'Give the job the artifact of the last job of the crew.',
    },
    files,
  );
  const proofs = await readProofs(directory, head.sha, { files, log: outside.log });
  const forge = await session.proofForge();
  const { base } = await forge.reader.pullRequest(number);
  const path = configPath(inputs) ?? CONFIG_PATH;
  const config = parseConfig(await forge.reader.fileAt(base.sha, path), `${path} of base`);
  const exitGate = exitGateSchema.safeParse(thoughts.documents['exit-gate']);
  const { told } = await publishProofs(
    {
      report,
      proofs: proofs.flatMap((proof) => ofTheCrew(proof, thoughts, outside.log)),
      exitGate: exitGate.success ? exitGate.data : null,
      automation: config.crew.automation,
      comment: inputs.comment ?? config.comment,
      least: LEAST_GAIN,
      checkName: inputs.checkName,
      detailsUrl: job.runUrl,
    },
    forge,
    outside.log,
  );
  return stepDone({ told: String(told.length) });
}

/** Where code under review ran, proofs could be forged; so what is proposed is at least what the crew wrote where none did. */
function ofTheCrew(proof: Proof, { proposals }: Thoughts, log: Session['outside']['log']): readonly Proof[] {
  // Of several as one each part must be among them; whoever publishes sees to that.
  if (proof.together !== undefined) return [proof];
  const { id, patch } = proof.proposal;
  const proposal = proposals.find((own) => own.id === id && own.patch === patch);
  if (proposal !== undefined) return [{ ...proof, proposal }];
  log.warn(`The proof ${proof.id} is passed over: the crew wrote no such patch.`);
  return [];
}
