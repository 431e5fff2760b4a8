// One measuring of the patched code against head: a review whose base is head and whose head is head with the patch.
import type { PullRequest } from '../change/pull-request.ts';
import { compare } from '../compare/compare.ts';
import type { Comparison } from '../compare/comparison.ts';
import { find } from '../compare/find.ts';
import type { Finding } from '../compare/finding.ts';
import type { Gauge } from '../measure/gauge.ts';
import { GAUGES } from '../measure/gauges.ts';
import { measure } from '../measure/measure.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { World } from '../ports/world.ts';
import type { ProveRequest } from './prove.ts';
import type { Candidate } from './step.ts';

export interface PatchReview {
  readonly measurements: readonly Measurement[];
  readonly comparison: Comparison;
  readonly findings: readonly Finding[];
}

export interface PatchPlan {
  readonly plan: GatePlan;
  readonly seed: number;
  readonly gauges?: readonly Gauge[];
}

export async function reviewPatch(
  { request, diff, patched }: Pick<Candidate, 'request' | 'diff' | 'patched'>,
  { plan, seed, gauges = GAUGES }: PatchPlan,
  world: World,
): Promise<PatchReview> {
  const { config, runDirectory, cacheDirectory, environment } = request;
  const measurements = await measure({
    plan,
    pullRequest: asPullRequest(request, patched),
    diff,
    config,
    world,
    seed,
    cacheDirectory,
    runDirectory,
    environment,
    gauges,
  });
  const comparison = compare(measurements, config);
  return { measurements, comparison, findings: find({ measurements, comparison, diff, config }) };
}

export function asPullRequest({ proposal, head }: ProveRequest, patched: string): PullRequest {
  return {
    document: 'pull-request',
    version: 1,
    repository: null,
    number: null,
    title: proposal.title,
    body: proposal.why,
    author: null,
    labels: [],
    fromFork: false,
    base: { sha: head, ref: head },
    head: { sha: patched, ref: patched },
  };
}
