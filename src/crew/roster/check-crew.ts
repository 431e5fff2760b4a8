// What no single file can tell: names nobody has, documents with two writers, circles of waiting and of escalation.
import type { Complaint } from '../../config/complaint.ts';
import type { KeyPath } from '../../config/key-path.ts';
import { findCycle } from '../../runtime/graph/find-cycle.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { checkAgent } from './check-agent.ts';
import { proposeName } from './check-front.ts';
import type { CrewFront } from './crew.ts';
import { placeComplaint, type CrewError, type FrontMatter } from './front-matter.ts';

export interface ReadAgent {
  readonly front: FrontMatter;
  readonly agent: AgentDefinition;
}

interface Head {
  readonly front: FrontMatter;
  readonly crew: CrewFront;
}

/** `unread` are agents whose files have errors of their own: they are known by name, but not what they write. */
export function checkCrew(
  head: Head | null,
  agents: readonly ReadAgent[],
  unread: readonly string[],
): readonly CrewError[] {
  const errors: CrewError[] = [];
  const names = [...agents.map(({ agent }) => agent.name), ...unread];
  const tell = (front: FrontMatter, complaint: Complaint) => errors.push(placeComplaint(front, complaint));
  const known = (front: FrontMatter, at: KeyPath, name: string): void => {
    if (names.includes(name)) return;
    const mend = proposeName(name, names) ?? `Name one of: ${names.join(', ')}`;
    tell(front, { at, what: `no agent of this crew is called \`${name}\``, mend });
  };
  for (const { front, agent } of agents) {
    for (const complaint of checkAgent(agent, front.path, agents)) tell(front, complaint);
    agent.needs.forEach((name, index) => known(front, ['needs', index], name));
    if (agent.escalatesTo !== null) known(front, ['escalates_to'], agent.escalatesTo);
  }
  const folder = head?.front.path.split('/').at(-2);
  if (head !== null && folder !== undefined && folder !== head.crew.name) {
    const what = `\`${head.crew.name}\` stands in the folder ${folder}`;
    tell(head.front, { at: ['name'], what, mend: `Write \`${folder}\`` });
  }
  const seen = new Set<string>();
  head?.crew.phases.forEach(({ agents: members }, phase) =>
    members.forEach((name, index) => {
      const at = ['phases', phase, 'agents', index];
      known(head.front, at, name);
      if (seen.has(name)) tell(head.front, { at, what: `\`${name}\` is in two phases`, mend: 'Keep one' });
      seen.add(name);
    }),
  );
  if (unread.length === 0) errors.push(...checkDocuments(head, agents));
  const circle = (edges: readonly (readonly [string, readonly string[]])[], at: string, what: string) => {
    const cycle = findCycle(edges.map(([from, to]) => [from, to.filter((name) => names.includes(name))]));
    const first = agents.find(({ agent }) => agent.name === cycle?.[0]);
    if (cycle === null || first === undefined) return;
    tell(first.front, { at: [at], what: `${what}: ${cycle.join(' → ')}`, mend: 'Take one step out of it' });
  };
  const writers = new Map(
    agents.flatMap(({ agent }) => agent.writes.map((name) => [name, agent.name] as const)),
  );
  circle(
    agents.map(({ agent: { name, escalatesTo } }) => [name, escalatesTo === null ? [] : [escalatesTo]]),
    'escalates_to',
    'agents escalate in a circle',
  );
  circle(
    agents.map(({ agent: { name, needs, reads, streams } }) => [
      name,
      [...needs, ...[...reads, ...streams].flatMap((document) => writers.get(document) ?? [])],
    ]),
    'reads',
    'agents wait for each other',
  );
  return errors;
}

function checkDocuments(head: Head | null, agents: readonly ReadAgent[]): readonly CrewError[] {
  const errors: CrewError[] = [];
  const writers = new Map((head?.crew.given ?? []).map((name) => [name, 'the given documents']));
  for (const { front, agent } of agents)
    agent.writes.forEach((name, index) => {
      const other = writers.get(name);
      const what = `\`${name}\` has two writers: ${other} and ${agent.name}`;
      if (other !== undefined)
        errors.push(
          placeComplaint(front, { at: ['writes', index], what, mend: 'Write it under another name' }),
        );
      else writers.set(name, agent.name);
    });
  if (head === null) return errors;
  const documents = [...writers.keys()];
  for (const { front, agent } of agents)
    for (const list of ['reads', 'streams'] as const)
      agent[list].forEach((name, index) => {
        if (writers.has(name)) return;
        const mend = proposeName(name, documents) ?? 'Let an agent write it, or add it to `given` of crew.md';
        errors.push(
          placeComplaint(front, { at: [list, index], what: `nobody writes or gives \`${name}\``, mend }),
        );
      });
  return errors;
}
