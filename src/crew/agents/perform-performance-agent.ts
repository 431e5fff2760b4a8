// An agent of the performance crew with a model: the tools write its documents, the model adds what they cannot see, and only
// what our own check lets through is merged. Whatever the model does, the documents are there.
import type { ModelEffort } from '../../ports/model.ts';
import { DEFAULT_LIMITS, type AgentLimits, type AgentOutside } from '../../runtime/agent/agent-job.ts';
import type { AgentTool } from '../../runtime/agent/agent-tool.ts';
import type { Transcript } from '../../runtime/agent/transcript.ts';
import type { TaskContext } from '../../runtime/graph/task-context.ts';
import type { RoutingSettings } from '../../runtime/routing/route-task.ts';
import type { AgentAnswer, Handover } from '../roster/agent-answer.ts';
import type { AgentDefinition } from '../roster/agent-definition.ts';
import type { Crew } from '../roster/crew.ts';
import { readDocumentTool } from '../roster/read-document-tool.ts';
import type { Inputs } from '../work/document-schemas.ts';
import { performByRule } from '../work/perform-by-rule.ts';
import type { Study } from '../work/study.ts';
import type { AgentModels } from './agent-models.ts';
import { partsOf } from './agent-parts.ts';
import { additionsPrompt, additionsSystem } from './additions-prompt.ts';
import { askForAdditions } from './ask-for-additions.ts';
import { checkAdditions } from './check-additions.ts';
import { chooseModels, featuresOf } from './choose-models.ts';
import { failedProposals, feedbackOf, type Feedback } from './feedback.ts';
import { mergeAdditions, withSection } from './merge-additions.ts';
import { openPurse } from './purse.ts';
import { renderNote } from './render-remarks.ts';
import { knownIn, withDrafts } from './reading.ts';
import { targetNames } from './target-names.ts';

export interface AgentMeans extends Pick<AgentOutside, 'clock' | 'random' | 'observe'> {
  readonly study: Study;
  readonly crew: Crew;
  readonly models: AgentModels;
  readonly tools: readonly AgentTool[];
  readonly settings: RoutingSettings;
  /** What is wrong with a patch, as the end of "it …"; null where nothing is. */
  readonly refusePatch: (patch: string) => string | null;
  /** In place of the crew's document of that name. */
  readonly feedback: Feedback | null;
  readonly effort: ModelEffort | null;
  readonly limits?: AgentLimits;
  /** Told in words what became of the model's part. */
  readonly note: (text: string) => void;
  readonly keep: (agent: string, transcript: Transcript) => void;
}

/** Throws only the reason of the signal, Problems of broken documents, and bugs. */
export async function performPerformanceAgent(
  agent: AgentDefinition,
  context: TaskContext,
  { handover, ...means }: AgentMeans & { readonly handover: Handover | null },
): Promise<AgentAnswer> {
  const { study, crew, models, note, limits = DEFAULT_LIMITS } = means;
  const drafted = await performByRule(agent, context, study);
  if (drafted.kind !== 'done') return drafted;
  const drafts = drafted.output.documents;
  const parts = partsOf(drafts);
  const known = knownIn({ ...context.inputs, ...drafts });
  const features = featuresOf({
    agent,
    drafts,
    inputs: context.inputs,
    bottlenecks: known.bottlenecks,
    study,
  });
  const choice = chooseModels(agent, features, means.settings);
  const priced = choice.tiers.map((tier) => models.resolve(tier));
  const feedback = feedbackOf(means.feedback, context);
  const reading = withDrafts(context, drafts, { study, feedback });
  const failed = failedProposals(feedback);
  const targets = targetNames(study.workshop.review);
  const answer = await askForAdditions(
    {
      system: additionsSystem(agent, crew),
      promptFor: (rejected) =>
        additionsPrompt(reading, { crew, parts, handover, rejected, random: means.random }),
      parts,
      tools: [
        readDocumentTool(reading),
        ...means.tools.filter(({ name }) => agent.tools.some((own) => own === name)),
      ],
      limits: { ...limits, turns: agent.limits.turns ?? limits.turns },
      effort: means.effort,
      models: priced.map(({ name }) => name),
      purse: openPurse(models.modelFor({ category: agent.name, task: context.task.id }), {
        limitUsd: agent.limits.usd ?? null,
        priced,
      }),
      check: (additions, modelName) =>
        checkAdditions(additions, { ...means, ...known, modelName, targets, failed, redact: models.redact }),
      keep: (transcript) => means.keep(agent.name, transcript),
    },
    { ...means, redact: models.redact, signal: context.signal },
  );
  const done = (documents: Inputs): AgentAnswer => ({ kind: 'done', output: { documents, ...answer.usage } });
  if (answer.accepted === null) {
    note(`${agent.name}: nothing of a model was added. ${answer.reason}`);
    return done(withNote(drafts, answer.reason));
  }
  const { modelName, additions, checked } = answer.accepted;
  const { escalate } = additions;
  // Up the line once; there the drafts stand.
  if (escalate !== null && handover === null && agent.escalatesTo !== null)
    return { kind: 'escalate', reason: escalate, usage: answer.usage };
  const merged = mergeAdditions(drafts, { study, parts, modelName, additions, checked });
  note(
    `${agent.name}: ${modelName} added ${additions.bottlenecks.length} bottlenecks, ${checked.proposals.length} proposals and ${additions.remarks.length} remarks for ${answer.costUsd.toFixed(4)} USD. ${choice.reason}`,
  );
  return done(escalate === null ? merged : withNote(merged, escalate));
}

function withNote(documents: Inputs, reason: string): Inputs {
  const [name] = partsOf(documents).markdown;
  return name === undefined
    ? documents
    : { ...documents, [name]: withSection(String(documents[name]), renderNote(reason)) };
}
