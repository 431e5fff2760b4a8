// From a proposal to a proof: a review of the patched code against head, cheap checks first, and the clocks a second time on
// fresh data, because the first number that convinced is on average too good.
import { parseGitDiff } from '../change/parse-git-diff.ts';
import type { Diff } from '../change/diff.ts';
import type { PullRequest } from '../change/pull-request.ts';
import { compare } from '../compare/compare.ts';
import { find } from '../compare/find.ts';
import type { Config } from '../config/config.ts';
import type { Proposal } from '../crew/proposal.ts';
import { measure } from '../measure/measure.ts';
import type { Environment } from '../measure/environment.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { Patches } from '../ports/patches.ts';
import type { World } from '../ports/world.ts';
import { composeProof, type ProofFacts } from './compose-proof.ts';
import { judgeChecks } from './judge-checks.ts';
import { judgeClocks } from './judge-clocks.ts';
import { planProof } from './plan-proof.ts';
import type { Check, Proof } from './proof.ts';
import { findTampering } from './tampering/find-tampering.ts';

export interface ProveRequest {
  readonly proposal: Proposal;
  /** Commit the patch stands on. */
  readonly head: string;
  readonly config: Config;
  readonly seed: number;
  readonly version: string;
  /** Absolute; logs and artifacts of the measuring go below it. */
  readonly runDirectory: string;
  readonly cacheDirectory: string | null;
  readonly environment: Environment;
}

export type ProveOutside = World & { readonly patches: Patches };

export async function prove(request: ProveRequest, outside: ProveOutside): Promise<Proof> {
  const { proposal, head, config } = request;
  const begunMs = outside.clock.elapsed();
  const checks: Check[] = [];
  const done = (facts: Pick<ProofFacts, 'outcome' | 'reason'> & Partial<ProofFacts>): Proof =>
    composeProof(
      { patched: null, gains: [], losses: [], ...facts, checks },
      { ...request, finishedAt: outside.clock.now(), durationMs: outside.clock.elapsed() - begunMs },
    );

  const applied = await outside.patches.commit(head, proposal.patch, `perf: ${proposal.title}`);
  if (applied.status === 'refused') {
    checks.push({ check: 'applies', result: 'fails', detail: applied.reason });
    return done({ outcome: 'does-not-apply', reason: `git refuses the patch: ${applied.reason}` });
  }
  checks.push({
    check: 'applies',
    result: 'holds',
    detail: `Commit ${applied.commit.slice(0, 10)} on ${head.slice(0, 10)}.`,
  });
  const patched = applied.commit;

  const diff = parseGitDiff(await outside.git.diff(head, patched));
  const tampering = findTampering(diff);
  if (tampering !== null) {
    checks.push({ check: 'honest', result: 'fails', detail: `It ${tampering}.` });
    return done({ outcome: 'tampers', reason: `It ${tampering}.`, patched });
  }
  checks.push({ check: 'honest', result: 'holds', detail: 'It touches nothing that judges it.' });

  const plan = planProof(config, proposal.targets);
  const review = (part: GatePlan, seed: number) =>
    reviewPatch({ request, plan: part, diff, patched, seed }, outside);

  const checked = await review(plan.checks, request.seed);
  const answer = judgeChecks(checked.measurements, checked.findings);
  checks.push(...answer.checks);
  if (answer.refused !== null) return done({ ...answer.refused, patched });

  const first = judgeClocks((await review(plan.clocks, request.seed)).comparison);
  checks.push({
    check: 'is faster',
    result: first.outcome === 'proven' ? 'holds' : 'fails',
    detail: first.reason,
  });
  if (first.outcome !== 'proven') return done({ ...first, patched });

  const second = judgeClocks((await review(plan.clocks, request.seed + 1)).comparison);
  checks.push({
    check: 'is faster on fresh data',
    result: second.outcome === 'proven' ? 'holds' : 'fails',
    detail: second.reason,
  });
  return done({ ...second, patched });
}

interface PatchReview {
  readonly request: ProveRequest;
  readonly plan: GatePlan;
  readonly diff: Diff;
  readonly patched: string;
  readonly seed: number;
}

async function reviewPatch({ request, plan, diff, patched, seed }: PatchReview, world: World) {
  const { config, head, proposal, runDirectory, cacheDirectory, environment } = request;
  const measurements = await measure({
    plan,
    pullRequest: asPullRequest(proposal, head, patched),
    diff,
    config,
    world,
    seed,
    cacheDirectory,
    runDirectory,
    environment,
  });
  const comparison = compare(measurements, config);
  return { measurements, comparison, findings: find({ measurements, comparison, diff, config }) };
}

function asPullRequest({ title, why }: Proposal, head: string, patched: string): PullRequest {
  return {
    document: 'pull-request',
    version: 1,
    repository: null,
    number: null,
    title,
    body: why,
    author: null,
    labels: [],
    fromFork: false,
    base: { sha: head, ref: head },
    head: { sha: patched, ref: patched },
  };
}
