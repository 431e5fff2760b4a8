// An agent of a crew as a model plays it: told by its file, reading by its tools, answering with the documents it promises.
import { Problem } from '../../core/problem.ts';
import type { ModelEffort } from '../../ports/model.ts';
import {
  DEFAULT_LIMITS,
  type AgentEnd,
  type AgentLimits,
  type AgentOutside,
  type AgentResult,
} from '../../runtime/agent/agent-job.ts';
import type { AgentTool } from '../../runtime/agent/agent-tool.ts';
import { runAgent } from '../../runtime/agent/run-agent.ts';
import type { ReadFile } from '../../runtime/context/context-reader.ts';
import type { TaskContext } from '../../runtime/graph/task-context.ts';
import type { AgentAnswer, Handover, Usage } from './agent-answer.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { promptOf, systemOf } from './agent-prompt.ts';
import type { Crew } from './crew.ts';
import { readDocumentTool } from './read-document-tool.ts';
import { taskAnswer, type TaskAnswer } from './task-answer.ts';

export interface ModelMeans extends Omit<AgentOutside, 'signal'> {
  readonly crew: Crew;
  readonly handover: Handover | null;
  /** The provider's name of the model for this agent's tier. */
  readonly modelName: string;
  readonly effort: ModelEffort | null;
  /** All tools there are; the agent gets those its file names. */
  readonly tools: readonly AgentTool[];
  readonly limits?: AgentLimits;
  /** The files read so far, for the output cache. */
  readonly reads?: () => readonly ReadFile[];
  /** Told the whole conversation, for whoever keeps transcripts. */
  readonly keep?: (result: AgentResult<TaskAnswer>) => void;
}

/** Throws only the reason of the signal, a Problem for a tool that is not there, and bugs. */
export async function performWithModel(
  agent: AgentDefinition,
  context: TaskContext,
  means: ModelMeans,
): Promise<AgentAnswer> {
  const { crew, modelName, effort, limits = DEFAULT_LIMITS, reads } = means;
  // Who takes a task over reads and writes what the task does.
  const owner = crew.agents.find(({ name }) => name === context.task.agent) ?? agent;
  const result = await runAgent(
    {
      model: modelName,
      effort,
      system: systemOf(agent, crew),
      prompt: await promptOf(context, means),
      tools: [readDocumentTool(context), ...toolsOf(agent, means.tools)],
      answer: taskAnswer({ writes: context.task.writes, forms: owner.forms }),
      limits: { ...limits, turns: agent.limits.turns ?? limits.turns },
    },
    { ...means, signal: context.signal },
  );
  means.keep?.(result);
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = result.usage;
  const usage: Usage = { inputTokens: inputTokens + cacheReadTokens + cacheWriteTokens, outputTokens };
  const answer = answerOf(result.end, usage);
  return answer.kind === 'done' && reads !== undefined ? { ...answer, reads: reads() } : answer;
}

/** An answer that is no answer goes up the line; a model that cannot be reached fails, whoever asks it. */
function answerOf(end: AgentEnd<TaskAnswer>, usage: Usage): AgentAnswer {
  const escalate = (reason: string): AgentAnswer => ({ kind: 'escalate', reason, usage });
  switch (end.kind) {
    case 'done': {
      const { documents, escalate: reason } = end.output;
      return documents === null
        ? escalate(reason ?? 'no reason given')
        : { kind: 'done', output: { documents, ...usage } };
    }
    case 'refused':
      return escalate('the model refused the task');
    case 'truncated':
      return escalate(`the answer was cut off by the limit of its ${end.limit}`);
    case 'exhausted':
      return escalate(`the limit of its ${end.bound} was reached before there was an answer`);
    case 'malformed':
      return escalate(`the answer did not have the required shape: ${end.issues.slice(0, 3).join('; ')}`);
    case 'failed':
      return { kind: 'failed', reason: end.failure.what, mend: end.failure.mend, usage };
  }
}

function toolsOf({ name, tools }: AgentDefinition, all: readonly AgentTool[]): readonly AgentTool[] {
  return tools
    .filter((tool) => tool !== 'read-document')
    .map((wanted) => {
      const tool = all.find((one) => one.name === wanted);
      if (tool !== undefined) return tool;
      throw new Problem('document-missing', {
        what: `Agent ${name} asks for the tool ${wanted}, which this run does not have.`,
        mend: `Hand in ${wanted}, or remove it from the tools of ${name}.`,
      });
    });
}
