// What one agent may not be: a person with tools, a model that decides for a person, an agent without a task.
import type { Complaint } from '../../config/complaint.ts';
import type { AgentDefinition } from './agent-definition.ts';
import type { ReadAgent } from './check-crew.ts';
import { proposeName } from './check-front.ts';

/** Names that the task store keeps for itself. */
const TAKEN = new Set(['lock', 'cache', 'ledger', 'crew']);

export function checkAgent(
  agent: AgentDefinition,
  path: string,
  agents: readonly ReadAgent[],
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const tell = (key: string, what: string, mend: string) => complaints.push({ at: [key], what, mend });
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (file !== `${agent.name}.md`)
    tell('name', `\`${agent.name}\` stands in ${file}`, `Call the file ${agent.name}.md`);
  if (TAKEN.has(agent.name)) tell('name', `\`${agent.name}\` is a name perfcrew uses`, 'Choose another');
  for (const document of Object.keys(agent.forms)) {
    if (agent.writes.includes(document)) continue;
    const mend = proposeName(document, agent.writes) ?? `Add \`${document}\` to \`writes\``;
    complaints.push({ at: ['forms', document], what: 'it is not among what the agent writes', mend });
  }
  const both = agent.streams.find((name) => agent.reads.includes(name));
  if (both !== undefined)
    tell('streams', `\`${both}\` is among \`reads\` too`, 'Keep it in one of the lists');
  if (agent.writes.length === 0 && agent.kind !== 'human')
    tell('writes', `${agent.name} writes nothing`, 'Name the document it writes');
  if (agent.kind !== 'human') {
    if (agent.approval !== null)
      tell('approval', 'only a person approves', 'Set `kind: human`, or delete it');
    if (agent.instructions === '')
      tell('name', `${agent.name} has no instructions`, 'Write below the front matter what it does');
    return complaints;
  }
  if (agent.approval === null)
    tell('kind', 'a person needs to know what is asked', 'Add `approval:` with `asks:` and `who:`');
  if (agent.tools.length > 0) tell('tools', 'a person uses no tools', 'Delete it');
  if (agent.streams.length > 0) tell('streams', 'a person decides on what is finished', 'Move it to `reads`');
  if (agent.tier !== 'deterministic') tell('tier', 'a person uses no model', 'Delete it');
  if (agent.cache !== 'never') tell('cache', 'a decision is made anew each time', 'Delete it');
  const next = agents.find(({ agent: other }) => other.name === agent.escalatesTo)?.agent;
  if (next !== undefined && next.kind !== 'human')
    tell('escalates_to', `no model decides for a person, and ${next.name} is none`, 'Name another human');
  if (agent.approval?.silence === 'escalate' && agent.escalatesTo === null)
    complaints.push({
      at: ['approval', 'silence'],
      what: 'nobody is named to escalate to',
      mend: 'Add `escalates_to:`',
    });
  return complaints;
}
