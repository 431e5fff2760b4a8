// Costs on empty files against costs of indexes that were built; and what a chosen index must do when it is built.
import { loadModule } from 'libpg-query';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeCandidate } from '../../../src/measure/advice/candidate.ts';
import { readCatalog, type Catalog } from '../../../src/measure/advice/catalog.ts';
import { confirmIndexes } from '../../../src/measure/advice/confirm-indexes.ts';
import { proposeCandidates } from '../../../src/measure/advice/propose-candidates.ts';
import { readAccesses } from '../../../src/measure/advice/read-accesses.ts';
import { runWorkload } from '../../../src/measure/advice/run-workload.ts';
import { simulate } from '../../../src/measure/advice/simulate.ts';
import { readTreeLevels } from '../../../src/measure/advice/tree-levels.ts';
import { openWhatIf } from '../../../src/measure/advice/what-if.ts';
import { PLANNER_SETTINGS } from '../../../src/measure/query/planner-settings.ts';
import type { DatabaseCluster } from '../../../src/ports/databases.ts';
import { realWorld, type RealWorld } from '../databases/real-world.ts';

const SCHEMA = `
CREATE TABLE visits (id int PRIMARY KEY, person int NOT NULL, town text NOT NULL, paid numeric NOT NULL, at date NOT NULL, gone boolean NOT NULL);
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, born date NOT NULL);
INSERT INTO people SELECT i, 'name' || i, date '1950-01-01' + i % 20000 FROM generate_series(1, 4000) AS i;
INSERT INTO visits SELECT i, 1 + (i * 7919) % 4000, 'town' || i % 90, i % 5000, date '2024-01-01' + i % 700, i % 50 = 0
  FROM generate_series(1, 30000) AS i;`;
const QUERIES = [
  'SELECT * FROM visits WHERE person = 17',
  `SELECT sum(paid) FROM visits WHERE town = 'town7' AND at > date '2025-11-01'`,
  `SELECT id FROM visits WHERE paid BETWEEN 2010 AND 2012`,
  `SELECT p.name, count(*) FROM people AS p JOIN visits AS v ON v.person = p.id WHERE p.born < date '1950-01-20' GROUP BY p.name`,
  `SELECT id, at FROM visits ORDER BY at DESC, id LIMIT 10`,
  `SELECT id FROM people WHERE upper(name) = 'NAME12'`,
  `DELETE FROM visits WHERE at = date '2024-03-03'`,
].map((text, at) => ({ name: `q${at}`, text, parameters: [], weight: 1 }));

let world: RealWorld;
let cluster: DatabaseCluster;
let catalog: Catalog;

beforeAll(async () => {
  await loadModule();
  world = realWorld();
  cluster = await world.databases.start(18);
  await cluster.create('seeded');
  await fill();
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function fill(): Promise<void> {
  await using session = await cluster.connect('seeded');
  await session.query(SCHEMA);
  await session.query('VACUUM (ANALYZE)');
  catalog = await readCatalog(session);
}

const candidatesOf = (queries: typeof QUERIES) =>
  proposeCandidates(
    queries.flatMap(({ text }) => readAccesses(text, catalog).map((access) => ({ access, weight: 1 }))),
    catalog,
  );
const everywhere = () => new Set(['"public"."visits"', '"public"."people"']);

async function connect(database: string) {
  const session = await cluster.connect(database);
  await session.query(PLANNER_SETTINGS);
  return session;
}

test('costs of indexes that hold nothing are those of indexes that were built', async () => {
  const candidates = candidatesOf(QUERIES);
  expect(candidates.length).toBeGreaterThan(15);
  await cluster.clone('seeded', 'simulated');
  const simulated = await simulate({ cluster, database: 'simulated', catalog, candidates });
  await using planner = await connect('simulated');
  const whatIf = openWhatIf(planner, everywhere, await readTreeLevels(planner));
  const errors: number[] = [];
  const sizeRatios: number[] = [];
  let misuses = 0;
  await cluster.clone('seeded', 'built');
  await using session = await connect('built');
  for (const index of simulated) {
    await session.query(`CREATE INDEX tried ${describeCandidate(index.candidate)}`);
    if (index.candidate.keys.some(({ sql }) => sql.startsWith('('))) await session.query('ANALYZE people');
    const [size] = await session.query(`SELECT pg_relation_size('tried')::int AS bytes`, []);
    sizeRatios.push(index.sizeBytes / Number(size?.['bytes']));
    const oid = await session.query(`SELECT 'tried'::regclass::oid::int AS oid`, []);
    const real = openWhatIf(session, everywhere);
    for (const query of QUERIES) {
      const expected = await real.costOf(query, [{ ...index, name: 'tried', oid: Number(oid[0]?.['oid']) }]);
      // Asking hides the index afterwards.
      await session.query(`UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'tried'::regclass`);
      const found = await whatIf.costOf(query, [index]);
      if (expected.used.length !== found.used.length) misuses += 1;
      const felt = expected.used.length + found.used.length > 0;
      if (felt) errors.push(Math.abs(found.cost - expected.cost) / expected.cost);
    }
    await session.query('DROP INDEX tried');
  }
  errors.sort((one, other) => one - other);
  expect(errors.length).toBeGreaterThan(15);
  expect(misuses).toBe(0);
  expect(errors[Math.floor(errors.length / 2)]).toBeLessThanOrEqual(0.005);
  expect(errors.at(-1)).toBeLessThanOrEqual(0.1);
  for (const ratio of sizeRatios) expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
  const asked = whatIf.explained();
  for (const query of QUERIES) await whatIf.costOf(query, simulated.slice(0, 1));
  expect(whatIf.explained()).toBe(asked);
});

test('tables can be taken for as large as in production', async () => {
  await cluster.clone('seeded', 'huge');
  const sizes = new Map([['"public"."visits"', { pages: 400_000, rows: 48_000_000 }]]);
  const [query] = QUERIES;
  if (query === undefined) throw new Error('no query');
  const candidates = candidatesOf([query]).filter(({ included }) => included.length === 0);
  const [index] = await simulate({ cluster, database: 'huge', catalog, candidates, sizes });
  await using planner = await connect('huge');
  const whatIf = openWhatIf(planner, everywhere);
  expect((await whatIf.costOf(query, [])).cost).toBeGreaterThan(400_000);
  expect(index?.sizeBytes).toBeGreaterThan(48_000_000 * 6);
  expect(await whatIf.costOf(query, index === undefined ? [] : [index])).toMatchObject({
    used: [index?.name],
  });
});

test('what is built and not used, or reads no fewer blocks, is not recommended', async () => {
  const chosen = candidatesOf(QUERIES).filter(({ included, keys, predicate }) => {
    const first = keys.map(({ sql }) => sql).join();
    return included.length === 0 && predicate === null && ['"person"', '"town"'].includes(first);
  });
  const named = chosen.map((candidate) => ({ name: `by_${candidate.keys[0]?.columns[0]}`, candidate }));
  await cluster.clone('seeded', 'confirmed');
  await using session = await connect('confirmed');
  const queries = QUERIES.slice(0, 1);
  const before = await runWorkload(session, queries);
  const { confirmed, rejected } = await confirmIndexes({ session, queries, chosen: named, before });
  expect(confirmed.map(({ name }) => name)).toEqual(['by_person']);
  expect(rejected.map(({ name, why }) => [name, why])).toEqual([['by_town', 'not used by any plan']]);
});
