// One task from its first agent to whoever ends it: up the line that the crew's files name, and to people where it leads to them.
import type { Judgement } from '../../runtime/routing/cascade.ts';
import type { TaskContext, TaskOutput } from '../../runtime/graph/task-context.ts';
import type { AgentAnswer, Escalation, Handover, PerformAgent } from './agent-answer.ts';
import type { AgentDefinition } from './agent-definition.ts';
import type { Decision } from './approvals.ts';

export interface Line {
  readonly agentOf: (name: string) => AgentDefinition;
  readonly perform: PerformAgent;
  /** Whether a finished output is good enough; a rejected one escalates. */
  readonly check: (agent: AgentDefinition, output: TaskOutput) => Judgement | Promise<Judgement>;
  /** Answers with an approval; throws where there is none, or a rejection. */
  readonly ask: (
    human: AgentDefinition,
    handed: { readonly from: string; readonly reason: string } | null,
  ) => Promise<Decision>;
  /** Where an earlier run stopped: what was handed up to which person. */
  readonly pending: { readonly human: string; readonly from: string; readonly reason: string } | null;
}

export interface Performed {
  readonly answer: Extract<AgentAnswer, { readonly kind: 'done' }>;
  readonly escalations: readonly Escalation[];
}

export async function performUpTheLine(
  first: AgentDefinition,
  context: TaskContext,
  { agentOf, perform, check, ask, pending }: Line,
): Promise<Performed> {
  if (first.kind === 'human') {
    const decision = await ask(first, null);
    const documents = Object.fromEntries(first.writes.map((name) => [name, decision]));
    return {
      answer: { kind: 'done', output: { documents, inputTokens: 0, outputTokens: 0 } },
      escalations: [],
    };
  }
  const escalations: Escalation[] = [];
  let inputTokens = 0;
  let outputTokens = 0;
  let agent = first;
  let handover: Handover | null = null;
  let isAdvised = false;

  /** Hands the task on; a person's yes gives it back to the one who handed it up. */
  const handOn = async (to: AgentDefinition, from: string, reason: string): Promise<void> => {
    escalations.push({ task: context.task.id, from, to: to.name, reason });
    if (to.kind !== 'human') {
      agent = to;
      handover = { kind: 'taken-over', from, reason };
      return;
    }
    const decision = await ask(to, { from, reason });
    agent = agentOf(from);
    isAdvised = true;
    handover = { kind: 'advice', from: to.name, reason: decision.reason };
  };

  if (pending !== null) await handOn(agentOf(pending.human), pending.from, pending.reason);
  for (;;) {
    const answer: AgentAnswer = await perform(agent, context, handover);
    const usage = answer.kind === 'done' ? answer.output : answer.usage;
    inputTokens += usage.inputTokens;
    outputTokens += usage.outputTokens;
    if (answer.kind === 'failed')
      throw new Error(`${agent.name}: ${[answer.reason, answer.mend ?? ''].join(' ').trim()}`);
    let reason: string;
    if (answer.kind === 'done') {
      const judgement = await check(agent, answer.output);
      if (judgement.accepted)
        return {
          answer: { ...answer, output: { ...answer.output, inputTokens, outputTokens } },
          escalations,
        };
      reason = `its answer failed the check: ${judgement.reason}`;
    } else reason = answer.reason;
    const to: string | null = isAdvised ? null : agent.escalatesTo;
    if (to === null) throw new Error(`${agent.name} gave up, and has nobody left to escalate to: ${reason}`);
    await handOn(agentOf(to), agent.name, reason.slice(0, 4000));
  }
}
