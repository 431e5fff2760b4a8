// A crew as the schedule the runtime understands: one task for each agent.
import { checkGraph } from '../../runtime/graph/check-graph.ts';
import type { TaskGraph } from '../../runtime/graph/task-graph.ts';
import type { Crew } from './crew.ts';

/** Throws a Problem for a crew that cannot run. */
export function crewGraph(crew: Pick<Crew, 'given' | 'agents'>): TaskGraph {
  const tasks = crew.agents.map(({ name, needs, reads, streams, writes, tier, cache }) => ({
    id: name,
    agent: name,
    needs,
    reads,
    streams,
    writes,
    tier,
    cacheKind: cache === 'never' ? null : cache,
    guess: null,
  }));
  checkGraph(tasks, crew.given);
  return { document: 'task-graph', version: 1, given: crew.given, tasks };
}
