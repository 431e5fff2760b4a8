// Candidates of a whole workload: equalities first, then one range, then the order; covering and partial variants of each.
// The order of the parts: Lahdenmäki, Leach: Relational Database Index Design and the Optimizers, 2005, chapter 8 ("ideal index").
import type { Access, SortTerm, Term } from './access.ts';
import { describeCandidate, type Candidate, type CandidateKey } from './candidate.ts';
import { tableId, type Catalog } from './catalog.ts';
import { isSuperfluous } from './is-superfluous.ts';
import { withVariants } from './candidate-variants.ts';

export interface WeightedAccess {
  readonly access: Access;
  readonly weight: number;
}

const MAX_KEYS = 4;
const MAX_CANDIDATES_PER_TABLE = 60;

export function proposeCandidates(accesses: readonly WeightedAccess[], catalog: Catalog): Candidate[] {
  return catalog.flatMap((table) => {
    const own = accesses.filter(({ access }) => access.table === table);
    const weights = new Map<string, { readonly candidate: Candidate; weight: number }>();
    for (const { access, weight } of own) {
      const keyLists = keyListsOf(ordered(access, own));
      for (const candidate of keyLists.flatMap((keys) => withVariants(keys, access, own))) {
        if (isSuperfluous(candidate)) continue;
        const text = describeCandidate(candidate);
        const known = weights.get(text);
        if (known === undefined) weights.set(text, { candidate, weight });
        else known.weight += weight;
      }
    }
    return [...weights]
      .toSorted(
        ([one, { weight: oneWeight }], [other, { weight: otherWeight }]) =>
          otherWeight - oneWeight || (one < other ? -1 : 1),
      )
      .slice(0, MAX_CANDIDATES_PER_TABLE)
      .map(([, { candidate }]) => candidate);
  });
}

/** Equal columns in one order for all queries, so that they share prefixes: most used first, then most selective. */
function ordered(access: Access, all: readonly WeightedAccess[]): Access {
  const usage = (term: Term): number =>
    all.reduce(
      (sum, { access: { equal, joined }, weight }) =>
        [...equal, ...joined].some(({ sql }) => sql === term.sql) ? sum + weight : sum,
      0,
    );
  const sorted = (terms: readonly Term[]): readonly Term[] =>
    unique(terms).toSorted(
      (one, other) =>
        usage(other) - usage(one) ||
        distinct(access, other) - distinct(access, one) ||
        (one.sql < other.sql ? -1 : 1),
    );
  return { ...access, equal: sorted(access.equal), joined: sorted(access.joined) };
}

function distinct({ table }: Access, { columns }: Term): number {
  const found = table.columns.find(({ name }) => name === columns[0])?.distinct ?? 0;
  return found < 0 ? -found * table.rows : found;
}

function keyListsOf({ equal, joined, ranges, order }: Access): readonly (readonly CandidateKey[])[] {
  const bases = [
    equal,
    ...joined.map((term) => [term]),
    ...(equal.length > 0 ? joined.map((term) => unique([term, ...equal])) : []),
    ...(equal.length > 0 ? joined.map((term) => unique([...equal, term])) : []),
  ];
  const lists = bases.flatMap((base) => [
    plain(base),
    ...unique(ranges).map((range) => plain([...base, range])),
    [...plain(base), ...sortKeys(order)],
    ...unique(ranges).map((range) => [...plain([...base, range]), ...sortKeys(order)]),
  ]);
  const singles = unique([...equal, ...ranges]).map((term) => plain([term]));
  return [...lists, ...singles]
    .map((keys) => unique(keys).slice(0, MAX_KEYS))
    .filter((keys) => keys.length > 0);
}

function plain(terms: readonly Term[]): readonly CandidateKey[] {
  return terms.map((term) => ({ ...term, descending: false }));
}

/** Read backwards an index gives the opposite order; only a mixed one has to be spelled out. */
function sortKeys(order: readonly SortTerm[]): readonly CandidateKey[] {
  const mixed = new Set(order.map(({ descending }) => descending)).size > 1;
  return order.map((term) => ({ ...term, descending: mixed && term.descending }));
}

function unique<T extends Term>(terms: readonly T[]): readonly T[] {
  const seen = new Map<string, T>();
  for (const term of terms) if (!seen.has(term.sql)) seen.set(term.sql, term);
  return [...seen.values()];
}

/** The tables a query reads, as a key for what its cost can depend on. */
export function relationsOf(accesses: readonly Access[]): ReadonlySet<string> {
  return new Set(accesses.map(({ table }) => tableId(table)));
}
