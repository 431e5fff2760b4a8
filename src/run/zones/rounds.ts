// The loop: think, prove, and think again with the prover's answers, as long as there is something to win and to spend.
import type { Clock } from '../../ports/clock.ts';
import type { Proof } from '../../prove/proof.ts';
import type { Zones } from './local-zones.ts';
import type { Thoughts } from './thoughts.ts';
import { toProveTogether, type TogetherWish } from './to-prove-together.ts';

export interface RoundsRequest {
  /** At most; without a model there is one, as rules do not learn. */
  readonly rounds: number;
  /** Whether anything is proven; if not, there is one round. */
  readonly proves: boolean;
  /** What the model may cost in all. */
  readonly budgetUsd: number;
  /** What the last round proves once more as one. */
  readonly together: TogetherWish;
}

export interface Rounds {
  /** Of the last round, with the patches of all. */
  readonly thoughts: Thoughts;
  /** Null where nothing was to be proven. */
  readonly proofs: readonly Proof[] | null;
  readonly rounds: number;
  /** Why there is no further round. */
  readonly ended: string;
}

/** No round is begun after so long. */
const MOST_MINUTES = 90;

export async function inRounds(
  { rounds, proves, budgetUsd, together: wish }: RoundsRequest,
  zones: Pick<Zones, 'think' | 'prove'>,
  clock: Pick<Clock, 'elapsed'>,
): Promise<Rounds> {
  const begunMs = clock.elapsed();
  let proposals: Thoughts['proposals'] = [];
  for (let round = 1; ; round += 1) {
    const thoughts = await zones.think(round);
    proposals = together(proposals, thoughts.proposals);
    const sofar = { thoughts: { ...thoughts, proposals }, rounds: round };
    if (!proves) return { ...sofar, proofs: null, ended: 'nothing was to be proven' };
    const proofs = await zones.prove(round);
    const ended = reasonToEnd({ thoughts, proofs, budgetUsd });
    if (ended !== null) return { ...sofar, proofs, ended };
    if (round >= rounds) return { ...sofar, proofs, ended: `that was round ${round} of ${rounds}` };
    if (clock.elapsed() - begunMs > MOST_MINUTES * 60_000)
      return {
        ...sofar,
        proofs,
        ended: `${MOST_MINUTES} minutes were over${notTogether(proofs, wish, round)}`,
      };
  }
}

/** Only the last round proves together, and this one was not known to be it. */
function notTogether(proofs: readonly Proof[], wish: TogetherWish, round: number): string {
  const count = toProveTogether(proofs, wish).length;
  return count < 2
    ? ''
    : `, and nothing was proven together; \`perfcrew prove --round ${round + 1} --together\` does that`;
}

/** Null where another round is worth it. */
export function reasonToEnd({
  thoughts: { bottlenecks, costUsd },
  proofs,
  budgetUsd,
}: {
  readonly thoughts: Thoughts;
  readonly proofs: readonly Proof[];
  readonly budgetUsd: number;
}): string | null {
  if (costUsd === null) return 'without a model a second round would bring the same';
  if (costUsd >= budgetUsd) return `the model has cost ${costUsd.toFixed(2)} USD`;
  const mended = new Set(
    proofs.filter(({ outcome }) => outcome === 'proven').map(({ proposal }) => proposal.bottleneck),
  );
  return bottlenecks.every(({ id }) => mended.has(id)) ? 'every bottleneck has a proven patch' : null;
}

/** Each patch once, the newer telling of it. */
function together(earlier: Thoughts['proposals'], later: Thoughts['proposals']): Thoughts['proposals'] {
  const patches = new Set(later.map(({ patch }) => patch));
  return [...earlier.filter(({ patch }) => !patches.has(patch)), ...later];
}
