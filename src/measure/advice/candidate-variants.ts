// The same keys in other clothes: with the other columns a query reads, and only for the rows all queries read.
import type { Access } from './access.ts';
import type { Candidate, CandidateKey } from './candidate.ts';
import type { WeightedAccess } from './propose-candidates.ts';

/** A wider entry makes the index a second table. */
const MAX_INCLUDED = 6;
const MAX_INCLUDED_BYTES = 200;

export function withVariants(
  keys: readonly CandidateKey[],
  access: Access,
  all: readonly WeightedAccess[],
): readonly Candidate[] {
  const plain: Candidate = {
    table: access.table,
    keys,
    included: [],
    predicate: null,
    predicateColumns: [],
  };
  const variants = [plain, ...partial(plain, access, all)];
  return [...variants, ...variants.flatMap((variant) => covering(variant, access))];
}

function covering(candidate: Candidate, { columns, table }: Access): readonly Candidate[] {
  if (columns === null) return [];
  const held = new Set(candidate.keys.flatMap((key) => (key.sql.startsWith('(') ? [] : key.columns)));
  const included = columns.filter((column) => !held.has(column));
  const widthBytes = included.reduce(
    (sum, column) => sum + (table.columns.find(({ name }) => name === column)?.width ?? MAX_INCLUDED_BYTES),
    0,
  );
  if (included.length === 0 || included.length > MAX_INCLUDED || widthBytes > MAX_INCLUDED_BYTES) return [];
  // What only the predicate is about is known of every row the index holds.
  const beyond = included.filter((column) => !candidate.predicateColumns.includes(column));
  return [included, ...(beyond.length > 0 && beyond.length < included.length ? [beyond] : [])].map(
    (list) => ({
      ...candidate,
      included: list.toSorted(),
    }),
  );
}

/** Only on constants that every access of the table in the workload asks for; of equal columns it takes the place. */
function partial(
  candidate: Candidate,
  { constants }: Access,
  all: readonly WeightedAccess[],
): readonly Candidate[] {
  return constants
    .filter(({ sql }) => all.every(({ access }) => access.constants.some((other) => other.sql === sql)))
    .flatMap(({ sql, term }) => {
      const keys = candidate.keys.filter((key) => key.sql !== term.sql);
      return keys.length === 0
        ? []
        : [{ ...candidate, keys, predicate: sql, predicateColumns: term.columns }];
    });
}
