// How the agents of any crew work: by rule where there is no model or none is wanted, with a model that adds to what the rules
// wrote in the performance crew, and with a model alone in all others.
import { routingSettingsSchema } from '../../runtime/routing/route-task.ts';
import type { TaskContext } from '../../runtime/graph/task-context.ts';
import type { AgentAnswer, Handover, PerformAgent } from '../roster/agent-answer.ts';
import type { AgentDefinition } from '../roster/agent-definition.ts';
import { performWithModel } from '../roster/perform-agent.ts';
import { isDocumentName } from '../work/document-schemas.ts';
import { once } from '../work/once.ts';
import { performByRule } from '../work/perform-by-rule.ts';
import type { AgentModels } from './agent-models.ts';
import { tierOf } from './choose-models.ts';
import { performPerformanceAgent, type AgentMeans } from './perform-performance-agent.ts';
import { openPurse } from './purse.ts';
import { agentTools } from './tools/agent-tools.ts';

type Optional = 'settings' | 'feedback' | 'effort' | 'note' | 'keep' | 'observe';

export interface CrewAgentMeans
  extends Omit<AgentMeans, 'models' | 'tools' | Optional>, Partial<Pick<AgentMeans, Optional>> {
  /** Null where the crew works without one. */
  readonly model: AgentModels | null;
}

const CREW = 'performance';

export function performCrewAgent({ model, ...given }: CrewAgentMeans): PerformAgent {
  const tools = once(() => agentTools(given.study));
  return async (agent, context, handover) => {
    // Who takes a task over does it the way of whom it belongs to.
    if (model === null || agent.tier === 'deterministic')
      return await performByRule(agent, context, given.study);
    const means: AgentMeans = { ...DEFAULTS, ...given, models: model, tools: tools() };
    const isByRule = given.crew.name === CREW && context.task.writes.every(isDocumentName);
    return isByRule
      ? await performPerformanceAgent(agent, context, { ...means, handover })
      : await performAlone(agent, context, { ...means, handover });
  };
}

async function performAlone(
  agent: AgentDefinition,
  context: TaskContext,
  means: AgentMeans & { readonly handover: Handover | null },
): Promise<AgentAnswer> {
  const { models, settings, limits, tools, keep } = means;
  const named = models.resolve(tierOf(agent, settings));
  const { model } = openPurse(models.modelFor({ category: agent.name, task: context.task.id }), {
    limitUsd: agent.limits.usd ?? null,
    priced: [named],
  });
  const { crew, handover, effort, clock, random, observe } = means;
  return await performWithModel(agent, context, {
    crew,
    handover,
    effort,
    clock,
    random,
    observe,
    model,
    modelName: named.name,
    tools,
    redact: models.redact,
    keep: ({ transcript }) => keep(agent.name, transcript),
    ...(limits !== undefined && { limits }),
  });
}

const DEFAULTS: Pick<AgentMeans, Optional> = {
  settings: routingSettingsSchema.parse({}),
  feedback: null,
  effort: null,
  note: () => undefined,
  keep: () => undefined,
  observe: () => undefined,
};
