// The turns between a model and its tools, within limits of turns and tokens, and with one chance to mend a malformed answer.
import type { ModelMessage, ModelRequest, ModelUsage, ToolResultPart, UserPart } from '../../ports/model.ts';
import type { AgentEnd, AgentJob, AgentOutside } from './agent-job.ts';
import { describeTools } from './agent-tool.ts';
import { callTools } from './call-tools.ts';
import { DATA_RULE } from './quote-data.ts';
import { takeTurn, type Turn } from './take-turn.ts';
import type { TranscriptTurn } from './transcript.ts';
import { addUsage, NO_USAGE, totalTokens } from './usage.ts';

/** Grows turn by turn, and stays readable when a turn is cancelled. */
export interface Conversation {
  readonly messages: ModelMessage[];
  readonly turns: TranscriptTurn[];
  usage: ModelUsage;
}

export async function converse<Output>(
  job: AgentJob<Output>,
  outside: AgentOutside,
  conversation: Conversation,
): Promise<AgentEnd<Output>> {
  const { limits } = job;
  let hasRepaired = false;
  let lastTurnTokens = 0;
  for (let turn = 1; ; turn += 1) {
    const left = limits.tokens - totalTokens(conversation.usage);
    // Each turn reads the whole conversation again, so it takes at least what the one before took.
    if (left <= lastTurnTokens) return { kind: 'exhausted', bound: 'tokens' };
    const mayCall = turn < limits.turns && !hasRepaired;
    let turnUsage = NO_USAGE;
    const taken = await takeTurn(requestOf(job, conversation.messages, { mayCall, left }), {
      ...outside,
      turn,
      count(usage) {
        turnUsage = addUsage(turnUsage, usage);
        conversation.usage = addUsage(conversation.usage, usage);
      },
    });
    lastTurnTokens = totalTokens(turnUsage);
    const isCalling =
      taken.calls.length > 0 && (taken.stop.kind === 'tool-calls' || taken.stop.kind === 'finished');
    const results = isCalling && mayCall ? await resultsOf(taken, turn, { job, outside }) : [];
    conversation.turns.push({ turn: taken, results, usage: turnUsage });
    if (taken.stop.kind !== 'finished' && taken.stop.kind !== 'tool-calls') return taken.stop;
    if (isCalling && hasRepaired)
      return { kind: 'malformed', issues: ['Tools were called instead of an answer.'] };
    if (isCalling && !mayCall) return { kind: 'exhausted', bound: 'turns' };
    if (isCalling) {
      const isLast = turn + 1 >= limits.turns;
      reply(conversation, taken, isLast ? [...results, LAST_TURN] : results);
      continue;
    }
    const read = job.answer.read(taken.text, outside.redact);
    if (read.isValid) return { kind: 'done', output: read.output };
    if (hasRepaired) return { kind: 'malformed', issues: read.issues };
    hasRepaired = true;
    outside.observe({ kind: 'repair', turn, issues: read.issues });
    reply(conversation, taken, [repairOf(read.issues)]);
  }
}

const LAST_TURN: UserPart = {
  kind: 'text',
  text: 'This was the last turn with tools. Answer now, with what you know, and say what you could not check.',
};

function repairOf(issues: readonly string[]): UserPart {
  const list = issues.map((issue) => `- ${issue}`).join('\n');
  return {
    kind: 'text',
    text: `Your answer does not have the required shape:\n${list}\nGive the whole answer again in the required shape, and nothing else.`,
  };
}

function reply(conversation: Conversation, { parts }: Turn, answer: readonly UserPart[]): void {
  // A message without parts is refused.
  if (parts.length > 0) conversation.messages.push({ role: 'assistant', parts });
  conversation.messages.push({ role: 'user', parts: answer });
}

async function resultsOf<Output>(
  { calls }: Turn,
  turn: number,
  { job, outside }: { readonly job: AgentJob<Output>; readonly outside: AgentOutside },
): Promise<readonly ToolResultPart[]> {
  const { tools, limits } = job;
  const results = await callTools(calls, { ...outside, ...limits, tools });
  for (const { callId, isError } of results) outside.observe({ kind: 'result', turn, callId, isError });
  return results;
}

function requestOf<Output>(
  job: AgentJob<Output>,
  messages: readonly ModelMessage[],
  { mayCall, left }: { readonly mayCall: boolean; readonly left: number },
): ModelRequest {
  return {
    model: job.model,
    system: [{ text: DATA_RULE, cachedFor: 'not' }, ...job.system],
    messages: [...messages],
    tools: describeTools(job.tools),
    toolChoice: mayCall ? 'auto' : 'none',
    outputSchema: job.answer.jsonSchema,
    maxOutputTokens: Math.min(job.limits.outputTokensPerTurn, left),
    effort: job.effort,
    cachesConversation: true,
  };
}
