// Joins the task store and the output cache into a run: what is done already is taken, what is new is kept before anyone reads it.
import { Problem } from '../../core/problem.ts';
import { CACHE_KINDS } from '../../runtime/cache/cached-output.ts';
import type { ReadFile } from '../../runtime/context/context-reader.ts';
import type { AgentTask } from '../../runtime/graph/task-graph.ts';
import type { TaskContext, TaskHooks } from '../../runtime/graph/task-context.ts';
import type { TaskStore } from '../../runtime/store/task-store.ts';
import type { Escalation } from './agent-answer.ts';
import type { AgentDefinition } from './agent-definition.ts';
import type { CrewOutside } from './crew-request.ts';
import { keptOutput, keyOf, outputOf, readKept, type KeptOutput } from './kept-output.ts';

/** What is known of a task beside its documents. */
export interface Trail {
  readonly escalations: readonly Escalation[];
  readonly reads: readonly ReadFile[];
}

interface Joined {
  readonly store: TaskStore;
  readonly agentOf: (name: string) => AgentDefinition;
  /** What every agent of the crew is told. */
  readonly shared: string;
  readonly trails: Map<string, Trail>;
}

export interface CrewHooks extends TaskHooks {
  /** Resolves when the folder tells how everything ended. */
  saved(): Promise<void>;
}

/** Workers that a coordinator spawned are no tasks of the store, and pass through. */
export function openCrewHooks(
  { store, agentOf, shared, trails }: Joined,
  cache: CrewOutside['cache'],
): CrewHooks {
  const saves: Promise<void>[] = [];
  const stateOf = (id: string) => store.entries().find((entry) => entry.id === id)?.state ?? null;
  const originOf = (task: AgentTask, inputs: TaskContext['inputs']): Promise<string> =>
    keyOf({ agent: agentOf(task.agent), shared }, inputs, { model: null, tools: {} });
  const finish = (id: string, kept: KeptOutput): Promise<void> =>
    store.finish(id, {
      output: kept,
      artifacts: [],
      context: contextOf(agentOf(id), kept),
      decisions: kept.escalations.map(({ from, to, reason }) => ({
        decision: `${from} handed it to ${to}`,
        reason: reason.slice(0, 4000),
      })),
    });
  /** Null for what is never cached: a decision of a person, and what was read along a stream. */
  const cached = async (task: AgentTask, inputs: TaskContext['inputs']) => {
    const kind = CACHE_KINDS.find((one) => one === task.cacheKind);
    if (cache === undefined || kind === undefined || task.streams.length > 0) return null;
    const agent = agentOf(task.agent);
    const key = await keyOf({ agent, shared }, inputs, cache.meansOf(agent));
    return { outputs: cache.outputs, key, kind };
  };

  return {
    async recall(task, inputs) {
      if (stateOf(task.id) === null) return null;
      const from = await originOf(task, inputs);
      const record = await store.read(task.id);
      if (record !== null) {
        const kept = readKept(record.output);
        if (kept?.from !== from) throw doneOtherwise(store.directory, task.id);
        trails.set(task.id, { escalations: kept.escalations, reads: [] });
        return { output: outputOf(kept), from: 'store' };
      }
      const entry = await cached(task, inputs);
      const answer = await entry?.outputs.get(entry.key, entry.kind);
      const kept = answer?.hit === true ? readKept(answer.output) : null;
      if (kept === null) return null;
      await store.begin(task.id);
      await finish(task.id, { ...kept, from });
      return { output: outputOf(kept), from: 'cache' };
    },
    async keep(task, output, inputs) {
      if (stateOf(task.id) === null) return;
      const { escalations = [], reads = [] } = trails.get(task.id) ?? {};
      const from = await originOf(task, inputs);
      const kept = keptOutput(output, { from, escalations: [...escalations] });
      await finish(task.id, kept);
      // What somebody else ended is no answer of this agent's.
      const entry = escalations.length > 0 ? null : await cached(task, inputs);
      await entry?.outputs.put({ key: entry.key, kind: entry.kind, output: kept, reads });
    },
    ended(task, outcome) {
      if (outcome.status === 'done' || stateOf(task.id) !== 'running') return;
      const save = store.fail(task.id, outcome.reason);
      // Told by `saved`; until then nobody listens.
      save.catch(() => undefined);
      saves.push(save);
    },
    async saved() {
      await Promise.all(saves);
    },
  };
}

function doneOtherwise(directory: string, task: string): Problem {
  return new Problem('document-invalid', {
    what: `${directory} holds ${task} as done from other documents or instructions.`,
    mend: `Delete ${directory} to begin anew, or name another folder.`,
  });
}

/** What the next reader should know: who wrote what, and whom it passed through. */
function contextOf({ name, role }: AgentDefinition, { documents, escalations }: KeptOutput): string {
  const handed = escalations.map(({ from, to, reason }) => `- ${from} handed it to ${to}: ${reason}`);
  return [`# ${name} (${role})`, '', `Wrote ${Object.keys(documents).join(', ')}.`, ...handed, '']
    .join('\n')
    .slice(0, 60_000);
}
