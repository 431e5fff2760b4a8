// How the agents of a user's own crew ended, for the terminal.
import { cleanLine } from '../core/text/clean-text.ts';
import type { Crew } from '../crew/roster/crew.ts';
import type { CrewResult } from '../run/zones/crew-task.ts';

/** By phase where the crew has phases, and whoever is in none behind them. */
export function renderCrewResult(
  { endings, waits }: CrewResult,
  { phases }: Crew,
  paths: readonly string[],
): string {
  const linesOf = (agents: readonly string[]): readonly string[] =>
    agents.flatMap((agent) => {
      const ending = endings[agent];
      if (ending === undefined) return [];
      return ending.status === 'done'
        ? [`  ${agent}: done`]
        : [`  ${agent}: ${ending.status}: ${cleanLine(ending.reason)}`];
    });
  const inPhases = new Set(phases.flatMap(({ agents }) => agents));
  const rest = linesOf(Object.keys(endings).filter((agent) => !inPhases.has(agent)));
  const lines = [
    ...phases.flatMap(({ name, agents }) => [`${name}:`, ...linesOf(agents)]),
    ...(phases.length > 0 && rest.length > 0 ? ['in no phase:'] : []),
    ...rest,
  ];
  return `${[...lines, ...waits.map(({ text }) => `\n${cleanLine(text)}`), ...paths].join('\n')}\n`;
}
