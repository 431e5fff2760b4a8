// The agents that one process runs of a crew that is split over several, with what is done already for them to read.
import { Problem } from '../../core/problem.ts';
import { checkGraph } from '../../runtime/graph/check-graph.ts';
import type { TaskGraph } from '../../runtime/graph/task-graph.ts';
import type { TaskStore } from '../../runtime/store/task-store.ts';

export function partOfGraph(
  graph: TaskGraph,
  agents: readonly string[],
  store: Pick<TaskStore, 'entries'>,
): TaskGraph {
  const wired = checkGraph(graph.tasks, graph.given);
  const done = new Set(store.entries().flatMap(({ id, state }) => (state === 'done' ? [id] : [])));
  const here = new Set(agents);
  const unknown = agents.find((name) => !wired.has(name));
  if (unknown !== undefined)
    throw new Problem('usage', {
      what: `The crew has no agent ${unknown}.`,
      mend: `Name some of: ${[...wired.keys()].join(', ')}.`,
    });
  for (const name of agents) {
    const { after = [], during = [] } = wired.get(name) ?? {};
    const missing = [...after, ...during].find((id) => !here.has(id) && !done.has(id));
    if (missing !== undefined)
      throw new Problem('document-missing', {
        what: `${name} needs what ${missing} writes, which no part holds.`,
        mend: `Run ${missing} in an earlier job and hand its part on, or name it among the agents of this one.`,
      });
  }
  return { ...graph, tasks: graph.tasks.filter(({ id }) => here.has(id) || done.has(id)) };
}
