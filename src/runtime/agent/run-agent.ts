// Runs one agent: the model asks for tools, reads their results, and goes on until it answers or a limit is reached.
import type { AgentEnd, AgentJob, AgentOutside, AgentResult } from './agent-job.ts';
import { converse, type Conversation } from './converse.ts';
import { composeTranscript } from './transcript.ts';
import { NO_USAGE } from './usage.ts';

/** Throws only the reason of the signal, and bugs. */
export async function runAgent<Output>(
  job: AgentJob<Output>,
  outside: AgentOutside,
): Promise<AgentResult<Output>> {
  const conversation: Conversation = {
    messages: [{ role: 'user', parts: [{ kind: 'text', text: outside.redact(job.prompt) }] }],
    turns: [],
    usage: NO_USAGE,
  };
  const end = await withinTime(job, outside, conversation);
  const { turns, usage } = conversation;
  const facts = { model: job.model, prompt: job.prompt, turns, usage };
  return { end, usage, transcript: composeTranscript(facts, outside.redact) };
}

async function withinTime<Output>(
  job: AgentJob<Output>,
  outside: AgentOutside,
  conversation: Conversation,
): Promise<AgentEnd<Output>> {
  const timeIsUp = new Error('The time of this agent is up.');
  const limit = new AbortController();
  const over = new AbortController();
  void outside.clock.sleep(job.limits.durationMs, over.signal).then(
    () => limit.abort(timeIsUp),
    () => undefined,
  );
  const signal = AbortSignal.any([outside.signal, limit.signal]);
  try {
    return await converse(job, { ...outside, signal }, conversation);
  } catch (error) {
    if (error === timeIsUp) return { kind: 'exhausted', bound: 'time' };
    throw error;
  } finally {
    over.abort();
  }
}
