// What the runtime calls for each task of a crew: the agent's work, or the person's answer, with what joins store and cache in.
import { Problem } from '../../core/problem.ts';
import type { Perform, TaskContext } from '../../runtime/graph/task-context.ts';
import type { TaskStore } from '../../runtime/store/task-store.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { settle } from './approvals.ts';
import type { AskedQuestions } from './asked-questions.ts';
import { openCrewHooks, type CrewHooks, type Trail } from './crew-hooks.ts';
import type { CrewOutside, CrewRequest } from './crew-request.ts';
import { describeRejection, type Held } from './endings.ts';
import { performUpTheLine, type Line } from './escalate.ts';
import { inputHash } from './kept-output.ts';

export interface CrewTasks {
  readonly perform: Perform;
  readonly hooks: CrewHooks;
  /** Tasks that a person holds up, or has ended. */
  readonly held: ReadonlyMap<string, Held>;
  readonly trails: ReadonlyMap<string, Trail>;
}

interface Kept {
  readonly request: CrewRequest;
  readonly store: TaskStore;
  readonly questions: AskedQuestions;
}

export function openCrewTasks({ request, store, questions }: Kept, outside: CrewOutside): CrewTasks {
  const { crew, decisions = [] } = request;
  const { perform, check, cache, clock } = outside;
  const held = new Map<string, Held>();
  const trails = new Map<string, Trail>();
  const agents = new Map(crew.agents.map((agent) => [agent.name, agent]));
  const agentOf = (name: string): AgentDefinition => {
    const agent = agents.get(name);
    if (agent !== undefined) return agent;
    throw new Problem('document-invalid', {
      what: `Crew ${crew.name} has no agent ${name}.`,
      mend: `Add ${name}.md to its folder.`,
    });
  };
  const askFor =
    (task: string, of: string): Line['ask'] =>
    async (human, handed) => {
      const { atMs } = await questions.ask({ task, human: human.name, of, handed });
      const next = human.escalatesTo === null ? null : agentOf(human.escalatesTo);
      const question = { human, next, task, of, handed, askedAtMs: atMs };
      const settled = settle(question, decisions, clock.now());
      if (settled.kind === 'waiting') {
        held.set(task, settled);
        throw new Error(settled.wait.text);
      }
      if (settled.decision.decision === 'approved') return settled.decision;
      held.set(task, { kind: 'rejected', decision: settled.decision });
      throw new Error(describeRejection(task, settled.decision));
    };

  return {
    held,
    trails,
    hooks: openCrewHooks({ store, agentOf, shared: crew.instructions, trails }, cache),
    async perform(context: TaskContext) {
      const { task, inputs } = context;
      if (store.entries().some(({ id }) => id === task.id)) await store.begin(task.id);
      const of = (await inputHash(inputs)).slice(0, 12);
      const asked = questions.find(task.id, of);
      const { answer, escalations } = await performUpTheLine(agentOf(task.agent), context, {
        agentOf,
        perform,
        check: check ?? (() => ({ accepted: true })),
        ask: askFor(task.id, of),
        pending: asked?.handed ? { human: asked.human, ...asked.handed } : null,
      });
      trails.set(task.id, { escalations, reads: answer.reads ?? [] });
      return answer.output;
    },
  };
}
