// Who reads from whom, writes for whom and escalates to whom: what a person checks before a crew is let loose.
import type { Crew } from './crew.ts';

export interface Interactions {
  readonly agent: string;
  readonly readsFrom: readonly Hand[];
  readonly writesFor: readonly Hand[];
  readonly waitsFor: readonly string[];
  readonly escalatesTo: string | null;
}

/** Documents that go between an agent and another one; the other is null for what is given. */
export interface Hand {
  readonly with: string | null;
  readonly documents: readonly string[];
}

export interface InteractionMatrix {
  readonly crew: string;
  readonly agents: readonly Interactions[];
  /** Written, and read by nobody: the crew's results, or a slip. */
  readonly unread: readonly string[];
  /** Given, and read by nobody. */
  readonly unused: readonly string[];
  /** Read, and neither written nor given. A crew from `readCrew` has none. */
  readonly unwritten: readonly string[];
}

export function interactionMatrix({ name, given, agents }: Crew): InteractionMatrix {
  const readsOf = new Map(agents.map((agent) => [agent.name, [...agent.reads, ...agent.streams]]));
  const writers = new Map(agents.flatMap(({ name, writes }) => writes.map((document) => [document, name])));
  const read = new Set([...readsOf.values()].flat());
  const isThere = (document: string) => writers.has(document) || given.includes(document);
  return {
    crew: name,
    agents: agents.map(({ name, writes, needs, escalatesTo }) => ({
      agent: name,
      readsFrom: byPartner(
        (readsOf.get(name) ?? [])
          .filter(isThere)
          .map((document) => [writers.get(document) ?? null, document]),
      ),
      writesFor: byPartner(
        writes.flatMap((document) =>
          agents
            .filter((other) => readsOf.get(other.name)?.includes(document))
            .map((other): Exchange => [other.name, document]),
        ),
      ),
      waitsFor: needs,
      escalatesTo,
    })),
    unread: [...writers.keys()].filter((document) => !read.has(document)),
    unused: given.filter((document) => !read.has(document)),
    unwritten: [...read].filter((document) => !isThere(document)),
  };
}

type Exchange = readonly [string | null, string];

function byPartner(exchanges: readonly Exchange[]): readonly Hand[] {
  const partners = [...new Set(exchanges.map(([partner]) => partner))];
  return partners.map((partner) => ({
    with: partner,
    documents: exchanges.filter(([one]) => one === partner).map(([, document]) => document),
  }));
}

export function renderMatrix({ agents, unread, unused, unwritten }: InteractionMatrix): string {
  const hands = (list: readonly Hand[]): string =>
    list.map((hand) => `${hand.with ?? '(given)'}: ${hand.documents.join(', ')}`).join('<br>') || '–';
  const rows = agents.map(
    ({ agent, readsFrom, writesFor, waitsFor, escalatesTo }) =>
      `| ${agent} | ${hands(readsFrom)} | ${hands(writesFor)} | ${waitsFor.join(', ') || '–'} | ${escalatesTo ?? '–'} |`,
  );
  const note = (words: string, documents: readonly string[]): readonly string[] =>
    documents.length === 0 ? [] : [`${words}: ${documents.join(', ')}.`];
  const notes = [
    ...note('Written for the reader of the run, and read by no agent', unread),
    ...note('Given, and read by nobody', unused),
    ...note('Read, and written by nobody', unwritten),
  ];
  return [
    '| agent | reads from | writes for | waits for | escalates to |',
    '|---|---|---|---|---|',
    ...rows,
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
  ].join('\n');
}
