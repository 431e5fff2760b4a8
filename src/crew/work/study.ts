// Everything the crew's tools tell of one workshop, each worked out when it is first asked for and then remembered.
import type { Comparison } from '../../compare/comparison.ts';
import type { Bottleneck } from '../bottleneck.ts';
import { proposeFixes } from '../codemods/propose-fixes.ts';
import type { Proposal } from '../proposal.ts';
import { designCache } from '../tools/caching/design-cache.ts';
import type { CacheDesign } from '../tools/caching/cache-design.ts';
import { routesOfReview } from '../tools/caching/routes-of-review.ts';
import type { CallGraph } from '../tools/call-graph/call-graph.ts';
import { readCallGraph } from '../tools/call-graph/read-call-graph.ts';
import type { FunctionComplexity } from '../tools/complexity/function-complexity.ts';
import { measureComplexity } from '../tools/complexity/measure-complexity.ts';
import { cpuProfileSchema, type CpuProfile } from '../tools/hot-paths/cpu-profile.ts';
import { rankHotPaths } from '../tools/hot-paths/rank-hot-paths.ts';
import type { LintFinding } from '../tools/lint/finding.ts';
import { lint } from '../tools/lint/lint.ts';
import { changedLines } from './changed-lines.ts';
import { once } from './once.ts';
import { hotFunction, type HotFunction } from './profiler/hot-function.ts';
import { placeSuspects } from './profiler/place-suspects.ts';
import { rankBottlenecks } from './profiler/rank-bottlenecks.ts';
import { suspectsOfDeletions } from './profiler/suspects-of-deletions.ts';
import { suspectsOfFindings } from './profiler/suspects-of-findings.ts';
import { suspectsOfLint } from './profiler/suspects-of-lint.ts';
import { suspectsOfProfiles } from './profiler/suspects-of-profiles.ts';
import { targetTimes } from './profiler/target-times.ts';
import { targetWeights } from './profiler/target-weights.ts';
import { targetsReaching, type TargetsReaching } from './targets-reaching.ts';
import type { Workshop } from './workshop.ts';

export interface Study {
  readonly workshop: Workshop;
  readonly isChanged: (path: string, line: number) => boolean;
  lintFindings(): readonly LintFinding[];
  callGraph(): CallGraph;
  reaching(): TargetsReaching;
  hotFunctions(): readonly HotFunction[];
  complexity(): {
    readonly head: readonly FunctionComplexity[];
    readonly base: readonly FunctionComplexity[];
  };
  bottlenecks(): readonly Bottleneck[];
  cacheDesign(): Promise<CacheDesign>;
  proposals(): Promise<readonly Proposal[]>;
}

/** Nobody reads on after so many. */
const MOST_BOTTLENECKS = 50;

export function openStudy(workshop: Workshop): Study {
  const { review, head, base, profiles, indexAdvice } = workshop;
  const { config, comparison, findings, diff } = review;
  const changed = changedLines(diff);
  const scripts = (files: Workshop['head']) =>
    files.filter(({ path }) => /\.([cm]?[jt]sx?|vue|svelte)$/.test(path));
  const isChanged = (path: string, line: number): boolean => changed.get(path)?.has(line) ?? false;
  const study: Study = {
    workshop,
    isChanged,
    lintFindings: once(() => scripts(head).flatMap((file) => lint(file))),
    callGraph: once(() => readCallGraph(scripts(head))),
    reaching: once(() => targetsReaching(study.callGraph(), config)),
    hotFunctions: once(() =>
      [...profiles].flatMap(([target, text]) =>
        rankHotPaths({ profile: readProfile(text), graph: study.callGraph(), files: head }).map((hot) =>
          hotFunction(target, hot),
        ),
      ),
    ),
    complexity: once(() => ({
      head: measureComplexity(scripts(head)),
      base: measureComplexity(scripts(base)),
    })),
    bottlenecks: once(() => {
      const hot = study.hotFunctions();
      const reaching = study.reaching();
      const suspects = placeSuspects(
        [
          ...suspectsOfFindings(findings),
          ...suspectsOfProfiles(hot, isChanged, regressedTargets(comparison)),
          ...suspectsOfDeletions({ files: diff.files, head, base, targetsReaching: reaching }),
          ...suspectsOfLint(study.lintFindings(), { hot, targetsReaching: reaching, isChanged }),
        ],
        { changed, hot, targetsReaching: reaching },
      );
      const costs = { times: targetTimes(comparison), weights: targetWeights(config) };
      return rankBottlenecks(suspects, costs).slice(0, MOST_BOTTLENECKS);
    }),
    cacheDesign: once(() => {
      return designCache({
        application: applicationOf(workshop),
        files: head,
        routes: routesOfReview(config.targets.routes, review.measurements, null),
        requests: workshop.requests,
      });
    }),
    proposals: once(async () =>
      (
        await proposeFixes({
          files: head,
          lintFindings: study.lintFindings(),
          reviewFindings: findings,
          indexAdvice,
        })
      )
        .map((proposal) => withBottleneck(proposal, study))
        .filter(({ bottleneck, targets, location }) => isWorthIt({ bottleneck, targets, location }, study))
        .slice(0, MOST_PROPOSALS),
    ),
  };
  return study;
}

/** More than this nobody proves in one go. */
const MOST_PROPOSALS = 40;

/** Where nothing points, a patch only makes work: it must mend a bottleneck, a target's code, or what the change wrote. */
function isWorthIt(
  { bottleneck, targets, location }: Pick<Proposal, 'bottleneck' | 'targets' | 'location'>,
  study: Study,
): boolean {
  if (bottleneck !== null || targets.length > 0 || location === null) return true;
  return study.isChanged(location.path, location.line);
}

/** A patch belongs to the bottleneck in whose lines, or else in whose function, it works. */
function withBottleneck(proposal: Proposal, study: Study): Proposal {
  const { location } = proposal;
  if (location === null) return proposal;
  const { path, line, endLine = line } = location;
  const bottlenecks = study.bottlenecks().filter((one) => one.location?.path === path);
  const on = bottlenecks.find(
    ({ location: its }) => its !== null && line <= (its.endLine ?? its.line) && its.line <= endLine,
  );
  const around = study
    .callGraph()
    .functions.filter((one) => one.path === path && one.line <= line && line <= one.endLine)
    .toSorted((a, b) => a.endLine - a.line - (b.endLine - b.line))[0];
  const near =
    on ??
    (around === undefined
      ? undefined
      : bottlenecks.find(
          ({ location: its }) => its !== null && around.line <= its.line && its.line <= around.endLine,
        ));
  const targets =
    proposal.targets.length > 0 ? proposal.targets : (near?.targets ?? study.reaching()({ path, line }));
  return { ...proposal, bottleneck: near?.id ?? null, targets: [...targets] };
}

function regressedTargets({ metrics }: Comparison): ReadonlySet<string> {
  return new Set(metrics.filter(({ conclusion }) => conclusion === 'regressed').map(({ target }) => target));
}

const NO_PROFILE: CpuProfile = { nodes: [], startTime: 0, endTime: 0, samples: [], timeDeltas: [] };

/** One that is no profile (it came from another job) says nothing. */
function readProfile(text: string): CpuProfile {
  try {
    return cpuProfileSchema.safeParse(JSON.parse(text)).data ?? NO_PROFILE;
  } catch {
    return NO_PROFILE;
  }
}

function applicationOf({ head }: Workshop): string {
  const manifest = head.find(({ path }) => path === 'package.json');
  const name =
    manifest === undefined ? null : /"name"\s*:\s*"(?:@[^"/]+\/)?([^"]+)"/.exec(manifest.text)?.[1];
  return (name ?? 'app').toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
}
