// The publish zone's story of proven patches: few, where they can be taken by a click, and never twice. Nothing here runs code or checks
// anything out, and everything read is either a document of a known shape or a hidden line perfcrew's own login wrote.
import type { Config } from '../config/config.ts';
import type { ExitGate } from '../crew/work/analyst/exit-gate.ts';
import type { Log } from '../ports/log.ts';
import type { Proof } from '../prove/proof.ts';
import { renderHandoff } from '../report/proposals/handoff.ts';
import type { ToldProof } from '../report/proposals/proposals-part.ts';
import type { Report } from '../report/report.ts';
import { attempt } from './proofs/attempt.ts';
import type { ProofForge, ProofOutside } from './proofs/proof-forge.ts';
import { tellProofs } from './proofs/tell-proofs.ts';
import { commentMarker } from './publish.ts';

export interface ProofPublication {
  readonly report: Report;
  /** Read by schema and bounded; those of other commits are passed over. */
  readonly proofs: readonly Proof[];
  /** What the crew says of the targets; null where it did not look. */
  readonly exitGate: ExitGate | null;
  readonly automation: Config['crew']['automation'];
  readonly comment: Config['comment'];
  /** Smallest gain worth telling, as a fraction. */
  readonly least: number;
  readonly checkName: string;
  readonly detailsUrl: string | null;
}

export interface PublishedProofs {
  readonly told: readonly ToldProof[];
  /** Number of the issue for people, where one was opened now. */
  readonly handoff: number | null;
}

const NOTHING: PublishedProofs = { told: [], handoff: null };

export async function publishProofs(
  publication: ProofPublication,
  forge: ProofForge,
  log: Log,
): Promise<PublishedProofs> {
  const { number, head } = publication.report.pullRequest;
  if (number === null) return NOTHING;
  const live = await forge.reader.pullRequest(number);
  // What was proven of a commit says nothing of the one that was pushed meanwhile.
  if (live.head.sha !== head.sha) {
    log.info(
      `#${number} has moved on to ${live.head.sha.slice(0, 10)}: patches for ${head.sha.slice(0, 10)} are not told.`,
    );
    return NOTHING;
  }
  // Nobody waits for it, and its branch is somebody's all the same.
  if (!(await forge.reader.isOpen(number))) {
    log.info(`#${number} is closed: no patches are told.`);
    return NOTHING;
  }
  const proofs = publication.proofs.filter((proof) => proof.head === head.sha);
  const told =
    proofs.length === 0
      ? []
      : await tellProofs(
          { ...publication, proofs, marker: commentMarker(publication.checkName) },
          { number, live },
          { forge, log },
        );
  return { told, handoff: await handOff({ ...publication, proofs }, number, { forge, log }) };
}

async function handOff(
  { exitGate, automation, proofs }: ProofPublication,
  number: number,
  { forge, log }: ProofOutside,
): Promise<number | null> {
  const handoff =
    automation === 'auto' && exitGate !== null
      ? renderHandoff(exitGate, { pullRequest: number, proofs })
      : null;
  if (handoff === null) return null;
  const issue = await attempt(() => forge.notes.openIssue(handoff), log);
  return issue?.opened === true ? issue.number : null;
}
