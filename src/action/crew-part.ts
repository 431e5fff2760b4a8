// What the inputs `agents`, `from-parts` and `to-part` say: which agents this job runs, and where it meets the others.
import { basename, dirname, resolve } from 'node:path';
import { agentRanks } from '../crew/agent-matrix.ts';
import type { CrewPart } from '../crew/roster/crew-request.ts';
import type { Crew } from '../crew/roster/crew.ts';
import type { Files } from '../ports/files.ts';
import { partsBelow } from '../run/parts-below.ts';
import type { ActionInputs } from './inputs.ts';

/** Stands for those who wait for nobody, so that a workflow need not know the crew. */
const FIRST = 'first';

export async function crewPart(
  crew: Crew,
  { agents, fromParts, toPart }: Pick<ActionInputs, 'agents' | 'fromParts' | 'toPart'>,
  { workspace, files }: { readonly workspace: string; readonly files: Pick<Files, 'list'> },
): Promise<CrewPart> {
  const to = toPart === undefined ? null : resolve(workspace, toPart);
  return {
    agents: agentsOf(crew, agents),
    from: fromParts === undefined ? [] : await partsBelow(resolve(workspace, fromParts), files),
    to: to === null ? null : { directory: to, job: basename(to) },
  };
}

function agentsOf(crew: Crew, list: string | undefined): readonly string[] {
  const all = crew.agents.map(({ name }) => name);
  if (list === undefined) return all;
  const [first = []] = agentRanks(crew);
  return list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
    .flatMap((name) => (name === FIRST && !all.includes(FIRST) ? first : [name]));
}

/** How many jobs of this size the whole crew would be: the money of a run is divided by it. */
export async function jobsOf(
  crew: Pick<Crew, 'agents'>,
  part: CrewPart,
  files: Pick<Files, 'list'>,
): Promise<number> {
  const lists = await Promise.all(part.from.map((folder) => files.list(folder, ['*/output.json'])));
  const done = new Set(lists.flat().map((path) => dirname(path)));
  const open = part.agents.filter((name) => !done.has(name)).length;
  return Math.ceil(crew.agents.length / Math.max(1, open));
}

/** Those who can start next, side by side; none where the crew is through. */
export function nextAgents(crew: Crew, done: ReadonlySet<string>): readonly string[] {
  const next = agentRanks(crew).find((rank) => rank.some((name) => !done.has(name))) ?? [];
  return next.filter((name) => !done.has(name));
}
