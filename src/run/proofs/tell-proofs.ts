// Tells the proofs of one commit on its pull request: chosen, given a place each, and remembered.
import { diffFromForge } from '../../change/diff-from-forge.ts';
import type { PullRequest } from '../../change/pull-request.ts';
import type { Config } from '../../config/config.ts';
import type { Proof } from '../../prove/proof.ts';
import { fingerprintOf } from '../../report/proposals/fingerprint.ts';
import type { ToldProof } from '../../report/proposals/proposals-part.ts';
import { MOST_PROPOSALS, selectProofs } from '../../report/proposals/select-proofs.ts';
import { whyHeld } from '../../report/proposals/why-held.ts';
import { applyProofs, planApplying } from './apply-proofs.ts';
import { attempt } from './attempt.ts';
import { whyNotJoint, type JointCheck } from './check-joint.ts';
import { ideasAfter } from './ideas-after.ts';
import type { ProofOutside } from './proof-forge.ts';
import { writeProofComment, type ProofComment } from './proof-comment.ts';
import { recallIdeas } from './recall-ideas.ts';
import { routeProofs } from './route-proofs.ts';
import { syncPulls } from './sync-pulls.ts';
import { syncSuggestions } from './sync-suggestions.ts';
import { whyRefused } from './why-refused.ts';

/** Who may set it says that perfcrew may commit to the branch. */
const AUTO_LABEL = 'perfcrew:auto';

/** The prover writes one. */
const MOST_JOINTS = 3;

export interface ProofTelling extends Omit<ProofComment, 'told' | 'note' | 'held' | 'ideas'> {
  readonly automation: Config['crew']['automation'];
  /** Smallest gain worth telling, as a fraction. */
  readonly least: number;
}

export async function tellProofs(
  telling: ProofTelling,
  { number, live }: { readonly number: number; readonly live: PullRequest },
  { forge, log }: ProofOutside,
): Promise<readonly ToldProof[]> {
  const { automation, least } = telling;
  const ideas = await recallIdeas(forge, live, number);
  const honest = telling.proofs.filter((proof) => proof.together === undefined && isHonest(proof, log));
  const joints = await honestJoints(telling.proofs, { alone: honest, head: live.head.sha }, { forge, log });
  const tested = new Set(honest.filter(isTried).map(({ proposal }) => fingerprintOf(proposal.patch)));
  const untouched = [...ideas.open].filter((fingerprint) => !tested.has(fingerprint)).length;
  const room = Math.max(0, MOST_PROPOSALS - untouched);
  const selected = selectProofs(honest, { ...ideas, least }).slice(0, room);

  const isAsked = automation === 'auto' && !live.fromFork && live.labels.includes(AUTO_LABEL);
  const mayApply = isAsked && !(await isDefault(live.head.ref, { forge, log }));
  const applying = await planApplying(mayApply ? selected : [], { joints, live }, forge.reader);
  const rest = selected.filter((one) => !applying.proofs.includes(one));
  const places = new Map<unknown, ToldProof['at']>();
  const settle = async (act: () => Promise<readonly ToldProof[]>): Promise<void> => {
    for (const one of (await attempt(act, log)) ?? []) places.set(one.selected, one.at);
  };
  if (automation !== 'manual') {
    const change = diffFromForge(await forge.reader.changedFiles(number));
    const routed = routeProofs(rest, { change, ideas, mayPush: !live.fromFork });
    const context = { number, live, ideas, tested };
    await settle(() => syncSuggestions(routed.suggested, context, forge.suggestions));
    await settle(() => syncPulls(routed.pulled, context, { forge, log }));
    // Last, because it moves head.
    await settle(() => applyProofs(applying, live, { forge, log }));
  }
  const told = selected.map((one) => ({ selected: one, at: places.get(one) ?? { kind: 'folded' as const } }));
  const after = ideasAfter(ideas, { told, tested });
  const applied = told.filter(({ at }) => at.kind === 'applied').length;
  const note =
    applied > 0 && applied < applying.possible
      ? `Only the best one is committed: nothing shows that the ${applying.possible} that could be hold together.`
      : null;
  const singles = telling.proofs.filter(({ together }) => together === undefined);
  const waiting = singles.filter(
    (proof) => proof.outcome === 'proven' && !selected.some((one) => one.proof.id === proof.id),
  );
  const why = (proof: Proof): string =>
    honest.includes(proof) ? whyHeld(proof, { ...ideas, least }) : 'its patch touches what it may not';
  const held = new Map(waiting.map((proof) => [proof.id, why(proof)]));
  const comment = { ...telling, proofs: [...singles, ...joints], told, note, held, ideas: after };
  await attempt(() => writeProofComment(comment, number, forge.writer), log);
  return told;
}

/** Nothing is written to the default branch, though it be the head of a pull request into a release. */
async function isDefault(branch: string, { forge, log }: ProofOutside): Promise<boolean> {
  const known = await attempt(() => forge.history.defaultBranch(), log);
  return known === null || known.name === branch;
}

/** Of several patches as one; those with most parts first. */
async function honestJoints(
  proofs: readonly Proof[],
  check: JointCheck,
  { forge, log }: ProofOutside,
): Promise<readonly Proof[]> {
  const joints: Proof[] = [];
  for (const proof of proofs.filter(({ together }) => together !== undefined).slice(0, MOST_JOINTS)) {
    const answer = await attempt(async () => ({ why: await whyNotJoint(proof, check, forge.reader) }), log);
    if (answer?.why === null) joints.push(proof);
    else if (answer !== null)
      log.warn(`The proof ${proof.id} of several patches together is not told: it ${answer.why}.`);
  }
  const size = ({ together }: Proof): number => together?.parts.length ?? 0;
  return joints.toSorted((one, other) => size(other) - size(one));
}

function isHonest({ outcome, proposal }: Proof, log: ProofOutside['log']): boolean {
  const why = outcome === 'proven' ? whyRefused(proposal.patch) : null;
  if (why !== null) log.warn(`The patch ${proposal.id} is not told: it ${why}.`);
  return why === null;
}

/** Where nothing could be found out, what was said of an earlier commit stands. */
function isTried({ outcome }: Proof): boolean {
  return outcome !== 'untried' && outcome !== 'unmeasured';
}
