// A proof done again from its record: the same patch on the same commit under the same configuration, with fresh chance.
import type { Config } from '../config/config.ts';
import { Problem } from '../core/problem.ts';
import { admit } from './admit.ts';
import { composeParts } from './compose-parts.ts';
import { configDigest } from './compose-proof.ts';
import { changeOf, describeGain, isSameNumber } from './headline.ts';
import type { Gain, Proof } from './proof.ts';
import { proveComposed } from './prove-together.ts';
import { prove, type ProveOutside, type ProveRequest } from './prove.ts';

export interface Verification {
  readonly document: 'verification';
  readonly version: 1;
  readonly holds: boolean;
  /** One sentence. */
  readonly reason: string;
  readonly recorded: Proof;
  readonly replayed: Proof;
  /** Each number the record claims, beside what the replay found; null where it found no gain in it. */
  readonly numbers: readonly { readonly recorded: Gain; readonly replayed: Gain | null }[];
}

/** The proof used its seed and the next one. */
const FRESH = 2;

export type VerifyRequest = Omit<ProveRequest, 'proposal' | 'head' | 'seed' | 'together'>;

/** Throws Problem where the configuration is another, or where there is nothing to do again. */
export async function verifyProof(
  recorded: Proof,
  request: VerifyRequest,
  outside: ProveOutside,
): Promise<Verification> {
  refuseUnproven(recorded);
  refuseOther(recorded, request.config);
  const head = await outside.git.resolve(recorded.head);
  const { proposal, evidence, together } = recorded;
  const again = { ...request, proposal, head, seed: evidence.seed + FRESH };
  if (together !== undefined) await refuseForeignParts(recorded, again, outside);
  const replayed =
    together === undefined
      ? await prove(again, outside)
      : await proveComposed({ ...again, together }, outside);
  const numbers = recorded.gains.map((gain) => ({
    recorded: gain,
    replayed: replayed.gains.find((one) => isSameNumber(one, gain)) ?? null,
  }));
  const against = contradiction(recorded, replayed) ?? lessThanHalf(recorded, numbers[0]);
  return {
    document: 'verification',
    version: 1,
    holds: against === null,
    reason: against ?? `Done again, it ends as recorded: ${recorded.outcome}.`,
    recorded,
    replayed,
    numbers,
  };
}

/** Whether something is slower or not faster is a matter of how finely it was measured. */
function contradiction(recorded: Proof, replayed: Proof): string | null {
  const isNoGain = ({ outcome }: Proof) => outcome === 'not-faster' || outcome === 'slower';
  if (recorded.outcome === replayed.outcome || (isNoGain(recorded) && isNoGain(replayed))) return null;
  return `Recorded as ${recorded.outcome}, done again it ends as ${replayed.outcome}: ${replayed.reason}`;
}

/** Another machine may gain less; that what is claimed is twice of what is found is another claim. */
function lessThanHalf(
  { outcome }: Proof,
  headline: Verification['numbers'][number] | undefined,
): string | null {
  if (outcome !== 'proven' || headline === undefined) return null;
  const { recorded, replayed } = headline;
  if (replayed !== null && changeOf(replayed) * 2 >= changeOf(recorded)) return null;
  const found = replayed === null ? 'no gain in it' : describeGain(replayed);
  return `The record claims ${describeGain(recorded)}; done again there is ${found}.`;
}

/** A record may call anything composed: it is only where each part may be proven by itself, and all of them make the patch. */
async function refuseForeignParts(
  { id, together }: Proof,
  request: ProveRequest,
  outside: ProveOutside,
): Promise<void> {
  const { head, proposal } = request;
  const parts = together?.parts ?? [];
  for (const { patch, proof } of parts) {
    const step = await admit({ ...request, proposal: { ...proposal, patch } }, outside);
    if (step.status === 'ended') throw foreign(id, `its part ${proof} is refused: ${step.proof.reason}`);
  }
  const { commit, left } = await composeParts(parts, head, outside);
  const whole = await outside.patches.commit(head, proposal.patch, 'perf: several changes');
  const isWhole =
    left.length === 0 && whole.status === 'applied' && (await outside.git.diff(commit, whole.commit)) === '';
  if (!isWhole) throw foreign(id, 'its parts do not make its patch');
}

function foreign(id: string, why: string): Problem {
  return new Problem('document-invalid', {
    what: `Proof ${id} says that it is of several patches as one, and ${why.replace(/\.$/, '')}.`,
    mend: 'Take the file as perfcrew wrote it, from `.perfcrew/proofs`.',
  });
}

function refuseUnproven({ id, outcome, reason, together }: Proof): void {
  const isOne = together !== undefined && together.parts.length < 2;
  if (outcome !== 'untried' && outcome !== 'beaten' && !isOne) return;
  throw new Problem('usage', {
    what: `Proof ${id} ends as ${outcome}, so it claims nothing that could be done again: ${reason}`,
    mend: 'Name a proof that was carried through, of those in `.perfcrew/proofs`.',
  });
}

function refuseOther({ id, evidence }: Proof, config: Config): void {
  const digest = configDigest(config);
  if (digest === evidence.config) return;
  throw new Problem('usage', {
    what: `Proof ${id} was measured under another configuration (digest ${evidence.config}; this one has ${digest}).`,
    mend: 'Name the configuration and the measuring time of that run with --config and --minutes.',
  });
}
