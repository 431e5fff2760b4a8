// Several proposals at once: cheap refusals first, then one measurement of each, and of those that mend the same only the best is
// measured again and told.
import type { Proposal } from '../crew/proposal.ts';
import { admit } from './admit.ts';
import { confirm } from './confirm.ts';
import { byHeadline, isClaim } from './headline.ts';
import type { Proof } from './proof.ts';
import type { ProveOutside, ProveRequest } from './prove.ts';
import { qualify } from './qualify.ts';
import { endProof, type Candidate, type Qualified } from './step.ts';

export interface ProveAllRequest extends Omit<ProveRequest, 'proposal'> {
  readonly budget: {
    /** Wall time from which no further proposal is begun. */
    readonly minutes: number;
    /** Proposals that are built and measured at most; those refused by reading are not counted. */
    readonly most: number;
  };
  /** Handed each proof as it ends, so that an interrupt loses none. */
  readonly keep?: (proof: Proof) => Promise<void>;
}

/** In the order of the proposals; those the budget had no room for are `untried`. */
export async function proveAll(
  proposals: readonly Proposal[],
  request: ProveAllRequest,
  outside: ProveOutside,
): Promise<readonly Proof[]> {
  const { budget, keep, ...shared } = request;
  const { clock } = outside;
  const begunMs = clock.elapsed();
  const proofs = new Map<Proposal, Proof>();
  const end = async (proposal: Proposal, proof: Proof): Promise<void> => {
    proofs.set(proposal, proof);
    await keep?.(proof);
  };

  const admitted: Candidate[] = [];
  for (const proposal of proposals) {
    const step = await admit({ ...shared, proposal }, outside);
    const twin =
      step.status === 'ended' ? undefined : admitted.find(({ patched }) => patched === step.next.patched);
    const same =
      twin ??
      admitted.find(
        ({
          request: {
            proposal: { patch },
          },
        }) => patch === proposal.patch,
      );
    if (step.status === 'ended') await end(proposal, step.proof);
    else if (same !== undefined) await end(proposal, beaten(step.next, same, clock));
    else admitted.push(step.next);
  }

  const qualified: Qualified[] = [];
  for (const [index, candidate] of admitted.entries()) {
    const { proposal } = candidate.request;
    // Whoever has come through is confirmed whatever it takes, so that time is spoken for.
    const reservedMs = qualified.reduce((sum, { clocksMs }) => sum + clocksMs, 0);
    const isLate = clock.elapsed() - begunMs + reservedMs >= budget.minutes * 60_000;
    if (index >= budget.most || isLate) {
      const reason = isLate
        ? `The budget of ${budget.minutes} minutes was used up before its turn.`
        : `The budget of ${budget.most} proposals was used up before its turn.`;
      await end(proposal, endProof(candidate, { outcome: 'untried', reason }, clock));
      continue;
    }
    const step = await qualify(candidate, outside);
    if (step.status === 'ended') await end(proposal, step.proof);
    else qualified.push(step.next);
  }

  for (const rivals of rivalsOf(qualified)) {
    let winner: Qualified | null = null;
    for (const rival of rivals) {
      const proof: Proof = winner === null ? await confirm(rival, outside) : beaten(rival, winner, clock);
      if (proof.outcome === 'proven') winner = rival;
      await end(rival.request.proposal, proof);
    }
  }
  return proposals.flatMap((proposal) => proofs.get(proposal) ?? []);
}

/** Those that mend the same, each group's best of the first measurement in front. */
function rivalsOf(qualified: readonly Qualified[]): readonly (readonly Qualified[])[] {
  const groups = Map.groupBy(
    qualified,
    ({ request: { proposal } }) => proposal.bottleneck ?? `alone: ${proposal.id} ${proposal.patch}`,
  );
  return [...groups.values()].map((group) => group.toSorted(byFirst));
}

function byFirst(one: Qualified, other: Qualified): number {
  const [best, next] = [one.first.gains.find(isClaim), other.first.gains.find(isClaim)];
  return best === undefined || next === undefined ? 0 : byHeadline(best, next);
}

function beaten(
  loser: Candidate & Partial<Qualified>,
  winner: Candidate,
  clock: ProveOutside['clock'],
): Proof {
  const { title, id } = winner.request.proposal;
  const isSame = loser.patched === winner.patched;
  const reason = isSame
    ? `It is the same change as “${title}” (${id}).`
    : `“${title}” (${id}) mends the same and did better in the first measurement, so it alone was measured again.`;
  return endProof(loser, { outcome: 'beaten', reason, gains: loser.first?.gains ?? [] }, clock);
}
