// How a crew is split over jobs: agents that wait for nobody but each other's rank run side by side, as a matrix for each rank.
import { checkGraph } from '../runtime/graph/check-graph.ts';
import { crewGraph } from './roster/crew-graph.ts';
import type { Crew } from './roster/crew.ts';

/** Ranks in order; the agents of one may run at the same time once all before them are done. */
export function agentRanks(crew: Pick<Crew, 'given' | 'agents'>): readonly (readonly string[])[] {
  const graph = crewGraph(crew);
  const wired = checkGraph(graph.tasks, graph.given);
  const rankOf = new Map<string, number>();
  const rank = (id: string): number => {
    const known = rankOf.get(id);
    if (known !== undefined) return known;
    const { after = [], during = [] } = wired.get(id) ?? {};
    const found = Math.max(-1, ...[...after, ...during].map(rank)) + 1;
    rankOf.set(id, found);
    return found;
  };
  const ranks: string[][] = [];
  for (const id of wired.keys()) (ranks[rank(id)] ??= []).push(id);
  return ranks;
}
