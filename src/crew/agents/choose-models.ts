// Which models an agent is done by, in turn: the cheapest its task allows first, a stronger one where our check rejects.
import { estimateTokens } from '../../runtime/context/token-estimate.ts';
import { MODEL_TIERS, type ModelTier } from '../../runtime/model-catalogue.ts';
import type { TaskFeatures } from '../../runtime/routing/complexity.ts';
import { routeTask, type RoutingSettings } from '../../runtime/routing/route-task.ts';
import type { AgentDefinition } from '../roster/agent-definition.ts';
import { documentText } from '../roster/read-document-tool.ts';
import type { Bottleneck } from '../bottleneck.ts';
import type { Study } from '../work/study.ts';

export interface Choice {
  /** One, or two of which the second is the stronger. */
  readonly tiers: readonly ModelTier[];
  readonly reason: string;
}

/** No more than the tier of its file to begin with, unless the configuration says so; the deepest only by routing. */
export function chooseModels(
  agent: Pick<AgentDefinition, 'name' | 'tier'>,
  features: TaskFeatures,
  settings: RoutingSettings,
): Choice {
  const route = routeTask({ agent: agent.name, features }, settings);
  const isTold = settings.tier !== null || Object.hasOwn(settings.agents, agent.name);
  const first = isTold || route.tier === 'deepest' ? route.tier : lower(route.tier, agent.tier);
  const reason =
    first === route.tier ? route.reason : `${route.reason} Its file gives it the tier ${agent.tier}.`;
  return { tiers: first === 'fast' ? ['fast', 'strong'] : [first], reason };
}

/** For agents whose documents only they know: their file's tier, unless the configuration says otherwise. */
export function tierOf(
  { name, tier }: Pick<AgentDefinition, 'name' | 'tier'>,
  settings: RoutingSettings,
): ModelTier {
  const own = Object.hasOwn(settings.agents, name) ? settings.agents[name] : undefined;
  return own ?? settings.tier ?? (tier === 'deterministic' ? 'fast' : tier);
}

interface Task {
  readonly agent: Pick<AgentDefinition, 'tools' | 'tier' | 'cache'>;
  readonly drafts: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly bottlenecks: readonly Bottleneck[];
  readonly study: Study;
}

export function featuresOf({ agent, drafts, inputs, bottlenecks, study }: Task): TaskFeatures {
  const paths = new Set([
    ...study.workshop.review.diff.files.map(({ path }) => path),
    ...bottlenecks.flatMap(({ location }) => (location === null ? [] : [location.path])),
  ]);
  const texts = [
    ...study.workshop.head.filter(({ path }) => paths.has(path)).map(({ text }) => text),
    ...Object.values({ ...inputs, ...drafts }).map(documentText),
  ];
  const writes = Object.keys(drafts);
  return {
    inputTokens: texts.reduce((sum, text) => sum + estimateTokens(text), 0),
    files: paths.size,
    needs: Object.keys(inputs).filter((name) => !GIVEN.has(name)).length,
    gives: givesOf(writes),
    crossesModules: agent.tools.includes('call-graph'),
    concurrency: agent.tools.includes('cache-design'),
    verifiable: writes.includes('proposals') || writes.includes('bottlenecks'),
    criticalReasoning: agent.tier === 'deepest',
    security: agent.tools.includes('security-scan') || agent.cache === 'security',
  };
}

const GIVEN: ReadonlySet<string> = new Set(['review', 'source', 'feedback']);

function givesOf(writes: readonly string[]): TaskFeatures['gives'] {
  if (writes.includes('proposals')) return 'patch';
  if (writes.includes('cache-architecture')) return 'plan';
  return writes.includes('bottlenecks') ? 'findings' : 'prose';
}

function lower(one: ModelTier, other: AgentDefinition['tier']): ModelTier {
  const most = other === 'deterministic' ? 0 : MODEL_TIERS.indexOf(other);
  return MODEL_TIERS[Math.min(MODEL_TIERS.indexOf(one), most)] ?? one;
}
