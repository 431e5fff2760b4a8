// Runs a crew: each agent when its inputs are there, from where an earlier run stopped, and up to the person who must say yes.
import { checkGraph } from '../../runtime/graph/check-graph.ts';
import type { RunMetrics } from '../../runtime/graph/run-metrics.ts';
import { runGraph } from '../../runtime/graph/run-graph.ts';
import { exportPart, mergeParts } from '../../runtime/store/parts.ts';
import { openTaskStore } from '../../runtime/store/task-store.ts';
import type { Escalation } from './agent-answer.ts';
import type { Wait } from './approvals.ts';
import { openAskedQuestions } from './asked-questions.ts';
import type { CrewOutside, CrewRequest } from './crew-request.ts';
import { crewGraph } from './crew-graph.ts';
import { openCrewTasks, type CrewTasks } from './crew-tasks.ts';
import { partOfGraph } from './part-of-graph.ts';
import { describeEndings, type AgentEnding } from './endings.ts';

export interface CrewRun {
  readonly endings: ReadonlyMap<string, AgentEnding>;
  /** Everything that was written, by name. */
  readonly documents: Readonly<Record<string, unknown>>;
  /** Who must decide what, before the rest can start. */
  readonly waits: readonly Wait[];
  readonly escalations: readonly Escalation[];
  readonly metrics: RunMetrics;
}

/** Ends when nothing can go on without a person. Throws a Problem for a crew or a folder that cannot be used. */
export async function runCrew(request: CrewRequest, outside: CrewOutside): Promise<CrewRun> {
  const { crew, given, run, directory } = request;
  const graph = crewGraph(crew);
  const tasks = [...checkGraph(graph.tasks, graph.given).values()].map(({ task, after, during }) => ({
    id: task.id,
    agent: task.agent,
    needs: [...new Set([...after, ...during])],
  }));
  await using store = await openTaskStore({ directory, run, tasks }, outside);
  const questions = await openAskedQuestions(directory, outside);
  const { part = null } = request;
  if (part !== null) await mergeParts(store, { from: part.from, files: outside.files });
  const crewTasks = openCrewTasks({ request, store, questions }, outside);
  const { perform, hooks } = crewTasks;
  const { signal, clock, limits, prewarm, hierarchy, speculation } = outside;
  const optional = definedOf({ limits, prewarm, hierarchy, speculation });
  const { outcomes, metrics } = await runGraph(
    part === null ? graph : partOfGraph(graph, part.agents, store),
    {
      perform,
      hooks,
      signal,
      clock,
      given,
      ...optional,
    },
  );
  await hooks.saved();
  if (part !== null && part.to !== null)
    await exportPart(store, { ...part.to, to: part.to.directory, files: outside.files });
  return { ...concluded(outcomes, crewTasks), metrics };
}

function concluded(
  outcomes: Awaited<ReturnType<typeof runGraph>>['outcomes'],
  { held, trails }: CrewTasks,
): Omit<CrewRun, 'metrics'> {
  const documents: Record<string, unknown> = {};
  for (const outcome of outcomes.values())
    if (outcome.status === 'done') Object.assign(documents, outcome.output.documents);
  return {
    endings: describeEndings(outcomes, held),
    documents,
    waits: [...held.values()].flatMap((one) => (one.kind === 'waiting' ? [one.wait] : [])),
    escalations: [...trails.values()].flatMap((trail) => trail.escalations),
  };
}

/** Options that are undefined are left out. */
function definedOf<Options extends object>(
  options: Options,
): { [Key in keyof Options]?: Exclude<Options[Key], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Options]?: Exclude<Options[Key], undefined> };
}
