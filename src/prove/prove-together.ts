// All proven patches at once: each was proven alone, and a branch with all of them is another piece of code.
import { stableHash } from '../core/stable-hash.ts';
import { MOST_PATCH_CHARACTERS, type Proposal } from '../crew/proposal.ts';
import { admit } from './admit.ts';
import { composeParts } from './compose-parts.ts';
import { byHeadline, isClaim } from './headline.ts';
import { MOST_PARTS, type Proof } from './proof.ts';
import type { ProveOutside, ProveRequest } from './prove.ts';
import { qualify } from './qualify.ts';
import { endProof } from './step.ts';

export interface TogetherRequest extends Omit<ProveRequest, 'proposal' | 'together'> {
  /** What is left of the time budget. */
  readonly leftMs: number;
}

/**
 * Null where fewer than two were proven. Those with the best headline come first where two are in each other's way; what is left
 * out is in the record, with git's reason.
 */
export async function proveTogether(
  proofs: readonly Proof[],
  { leftMs, ...shared }: TogetherRequest,
  outside: ProveOutside,
): Promise<Proof | null> {
  const proven = proofs
    .filter(({ outcome, together }) => outcome === 'proven' && together === undefined)
    .toSorted(byBest)
    .slice(0, MOST_PARTS);
  const { head } = shared;
  const admitted: { readonly proof: Proof; readonly patch: string }[] = [];
  for (const proof of proven) {
    const { proposal } = proof;
    // Those of earlier rounds were read from files: as a part nothing gets in that would be refused alone.
    const step = await admit({ ...shared, proposal }, outside);
    if (step.status === 'goes-on') admitted.push({ proof, patch: proposal.patch });
  }
  if (admitted.length < 2) return null;
  const { commit, taken, left } = await composeParts(admitted, head, outside);
  const [first] = taken;
  if (first === undefined) return null;
  const joined = await outside.git.diff(head, commit);
  const isLong = joined.length > MOST_PATCH_CHARACTERS;
  const request: ProveRequest = {
    ...shared,
    proposal: composed(
      taken.map(({ proof }) => proof.proposal),
      isLong ? first.patch : joined,
    ),
    together: {
      parts: taken.map(({ proof, patch }) => ({ proof: proof.id, patch })),
      left: left.map(({ part, reason }) => ({
        proof: part.proof.id,
        title: part.proof.proposal.title,
        reason: reason.slice(0, 2000),
      })),
    },
  };
  const without = { request, checks: [], patched: null, spentMs: 0 } as const;
  if (taken.length < 2) {
    const reason = `No other one applies once “${first.proof.proposal.title}” is in.`;
    return endProof(without, { outcome: 'does-not-apply', reason }, outside.clock);
  }
  const needsMs = Math.max(...taken.map(({ proof }) => proof.evidence.durationMs));
  if (isLong || needsMs > leftMs) {
    const reason = isLong
      ? `As one patch they have more than ${MOST_PATCH_CHARACTERS / 1000} kB.`
      : `It takes about ${minutes(needsMs)} minutes, and ${minutes(Math.max(0, leftMs))} of the time budget were left.`;
    return endProof(without, { outcome: 'untried', reason }, outside.clock);
  }
  return await proveComposed(request, outside);
}

/** One measurement: nothing was chosen by it, so it needs no second one. */
export async function proveComposed(request: ProveRequest, outside: ProveOutside): Promise<Proof> {
  const admitted = await admit(request, outside);
  const step = admitted.status === 'ended' ? admitted : await qualify(admitted.next, outside);
  return step.status === 'ended' ? step.proof : endProof(step.next, step.next.first, outside.clock);
}

function byBest(one: Proof, other: Proof): number {
  const [best, next] = [one.gains.find(isClaim), other.gains.find(isClaim)];
  return best === undefined || next === undefined ? 0 : byHeadline(best, next);
}

function minutes(durationMs: number): string {
  return (durationMs / 60_000).toFixed(1);
}

function composed(parts: readonly Proposal[], patch: string): Proposal {
  return {
    document: 'proposal',
    version: 1,
    id: `together-${stableHash(parts.map(({ id }) => id).join(' '))}`,
    kind: 'together',
    title: `${parts.length} proven changes together`,
    why: parts
      .map(({ title }) => `- ${title}`)
      .join('\n')
      .slice(0, 4000),
    location: null,
    bottleneck: null,
    targets: parts.some(({ targets }) => targets.length === 0)
      ? []
      : [...new Set(parts.flatMap(({ targets }) => targets))].slice(0, 100),
    patch,
    author: parts[0]?.author ?? { kind: 'codemod', name: 'together' },
    risk: (['high', 'medium'] as const).find((level) => parts.some(({ risk }) => risk === level)) ?? 'low',
  };
}
