// All proven patches at once: each was proven alone, and a branch with all of them is another piece of code.
import { stableHash } from '../core/stable-hash.ts';
import type { Proposal } from '../crew/proposal.ts';
import { admit } from './admit.ts';
import type { Proof } from './proof.ts';
import type { ProveOutside, ProveRequest } from './prove.ts';
import { qualify } from './qualify.ts';
import { endProof } from './step.ts';

export interface Together {
  /** Of one patch that holds all parts; its proposal is of the kind `together`. */
  readonly proof: Proof;
  /** Ids of the proposals in it, in the order they were applied. */
  readonly parts: readonly string[];
  /** Those that no longer apply once the others are in. */
  readonly left: readonly { readonly proposal: string; readonly reason: string }[];
}

/** Null where fewer than two were proven or fit each other. The order decides who comes first where two are in each other's way. */
export async function proveTogether(
  proofs: readonly Proof[],
  request: Omit<ProveRequest, 'proposal'>,
  outside: ProveOutside,
): Promise<Together | null> {
  const { head } = request;
  const parts: Proposal[] = [];
  const left: { readonly proposal: string; readonly reason: string }[] = [];
  let commit = head;
  for (const { proposal } of proofs.filter(({ outcome }) => outcome === 'proven')) {
    const applied = await outside.patches.commit(commit, proposal.patch, `perf: ${proposal.title}`);
    if (applied.status === 'refused') {
      left.push({ proposal: proposal.id, reason: applied.reason });
      continue;
    }
    parts.push(proposal);
    commit = applied.commit;
  }
  if (parts.length < 2) return null;
  const patch = await outside.git.diff(head, commit);
  const admitted = await admit({ ...request, proposal: composed(parts, patch), composed: true }, outside);
  const step = admitted.status === 'ended' ? admitted : await qualify(admitted.next, outside);
  const ids = parts.map(({ id }) => id);
  // Nothing was chosen by this measurement, so it needs no second one.
  const proof = step.status === 'ended' ? step.proof : endProof(step.next, step.next.first, outside.clock);
  return { proof, parts: ids, left };
}

function composed(parts: readonly Proposal[], patch: string): Proposal {
  const titles = parts.map(({ title }) => title);
  return {
    document: 'proposal',
    version: 1,
    id: `together-${stableHash(parts.map(({ id }) => id).join(' '))}`,
    kind: 'together',
    title: `${parts.length} proven changes together`,
    why: titles
      .map((title) => `- ${title}`)
      .join('\n')
      .slice(0, 4000),
    location: null,
    bottleneck: null,
    targets: parts.some(({ targets }) => targets.length === 0)
      ? []
      : [...new Set(parts.flatMap(({ targets }) => targets))].slice(0, 100),
    patch,
    author: parts[0]?.author ?? { kind: 'codemod', name: 'together' },
    risk: parts.some(({ risk }) => risk === 'high')
      ? 'high'
      : parts.some(({ risk }) => risk === 'medium')
        ? 'medium'
        : 'low',
  };
}
