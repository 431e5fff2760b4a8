// The clocks a second time, on fresh data, because the first number that convinced is on average too good.
import type { World } from '../ports/world.ts';
import { judgeClocks, judgeRepeated } from './judge-clocks.ts';
import { planProof } from './plan-proof.ts';
import type { Proof } from './proof.ts';
import { reviewPatch } from './review-patch.ts';
import { endProof, type Qualified } from './step.ts';

export async function confirm(qualified: Qualified, world: World): Promise<Proof> {
  const { request, diff, checks, first, spentMs } = qualified;
  const begunMs = world.clock.elapsed();
  const { clocks } = planProof(request.config, diff, request.proposal.targets);
  const clocked = await reviewPatch(qualified, { plan: clocks, seed: request.seed + 1 }, world);
  const answer = judgeRepeated(first, judgeClocks(clocked));
  const told = {
    ...qualified,
    spentMs: spentMs + world.clock.elapsed() - begunMs,
    checks: [
      ...checks,
      {
        check: 'is faster on fresh data',
        result: answer.outcome === 'proven' ? 'holds' : 'fails',
        detail: answer.reason,
      } as const,
    ],
  };
  return endProof(told, answer, world.clock);
}
