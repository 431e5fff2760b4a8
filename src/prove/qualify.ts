// Everything that can refuse a patch before its numbers are believed: build, tests, behaviour, functions, and the clocks once.
import type { World } from '../ports/world.ts';
import { openProofGauges } from './proof-gauges.ts';
import { judgeChecks } from './judge-checks.ts';
import { judgeClocks } from './judge-clocks.ts';
import { compareFunctions } from './functions/compare-functions.ts';
import { planProof } from './plan-proof.ts';
import { reviewPatch } from './review-patch.ts';
import { ended, type Candidate, type Qualified, type Step } from './step.ts';

export async function qualify(candidate: Candidate, world: World): Promise<Step<Qualified>> {
  const { request, diff } = candidate;
  const { clock } = world;
  const begunMs = clock.elapsed();
  const checks = [...candidate.checks];
  const known = () => ({ ...candidate, checks, spentMs: candidate.spentMs + clock.elapsed() - begunMs });
  const { checks: plan, clocks } = planProof(request.config, diff, request.proposal.targets);
  const { seed } = request;

  const functions = await compareFunctions(candidate, world);
  if (functions !== null) checks.push(functions);
  if (functions?.result === 'fails')
    return ended(known(), { outcome: 'changes-behaviour', reason: functions.detail }, clock);

  const { gauges, freshness } = openProofGauges();
  const checked = await reviewPatch(candidate, { plan, seed, gauges }, world);
  const answer = judgeChecks(checked.measurements, checked.findings);
  const fresh = freshness();
  checks.push(...answer.checks, ...(fresh === null ? [] : [fresh]));
  if (answer.refused !== null) return ended(known(), answer.refused, clock);
  if (fresh?.result === 'fails')
    return ended(known(), { outcome: 'changes-behaviour', reason: fresh.detail }, clock);

  const clocksBegunMs = clock.elapsed();
  const first = judgeClocks(await reviewPatch(candidate, { plan: clocks, seed }, world));
  checks.push({
    check: 'is faster',
    result: first.outcome === 'proven' ? 'holds' : 'fails',
    detail: first.reason,
  });
  if (first.outcome !== 'proven') return ended(known(), first, clock);
  const clocksMs = clock.elapsed() - clocksBegunMs;
  return { status: 'goes-on', next: { ...known(), first, clocksMs } };
}
