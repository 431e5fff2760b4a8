// Costs of simulated indexes against those of the same indexes really built: every candidate of three schemas, one at a time,
// for every query of its table. Planner's costs do not depend on the machine's load. `node bench/sql-what-if.ts`.
import { parseArgs } from 'node:util';
import { loadModule } from 'libpg-query';
import { describeCandidate, hasExpression } from '../src/measure/advice/candidate.ts';
import { readCatalog, tableId } from '../src/measure/advice/catalog.ts';
import { proposeCandidates, relationsOf } from '../src/measure/advice/propose-candidates.ts';
import { readAccesses } from '../src/measure/advice/read-accesses.ts';
import { simulate, type SimulatedIndex } from '../src/measure/advice/simulate.ts';
import { readTreeLevels } from '../src/measure/advice/tree-levels.ts';
import { openWhatIf } from '../src/measure/advice/what-if.ts';
import { PLANNER_SETTINGS } from '../src/measure/query/planner-settings.ts';
import { openBenchDatabases } from './kit/bench-databases.ts';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import {
  errorOf,
  missedWhatIf,
  renderWhatIf,
  summarizeWhatIf,
  whatIfSchema,
  type WhatIfResult,
} from './sql/what-if/result.ts';
import { WHAT_IF_SCHEMAS, type WhatIfSchema } from './sql/what-if/schemas.ts';

/** So many values make ANALYZE read every row, and its statistics the same each time. */
const WHOLE_SAMPLE = 400;

const { values } = parseArgs({
  options: {
    postgres: { type: 'string', default: '18' },
    results: { type: 'string', default: RESULTS_DIRECTORY },
  },
});
await using opened = await openBenchDatabases();
const { databases, toolbox } = opened;
await using cluster = await databases.start(Number(values.postgres));
await loadModule();

const pairs: WhatIfResult['pairs'] = [];
for (const schema of WHAT_IF_SCHEMAS) pairs.push(...(await tryAll(schema)));
const result: WhatIfResult = {
  command: 'node bench/sql-what-if.ts',
  finishedAt: new Date().toISOString(),
  environment: { ...(await toolbox.machine()), chrome: null, postgres: cluster.version },
  pairs,
};
resultFile('sql-what-if', whatIfSchema, values.results).write(result);
console.log(renderWhatIf(result));
for (const pair of pairs.toSorted((one, other) => errorOf(other) - errorOf(one)).slice(0, 5))
  console.error(
    `${(100 * errorOf(pair)).toFixed(1)} %: ${pair.query} | ${pair.index} ${pair.real} ${pair.simulated}`,
  );
if (missedWhatIf(pairs)) {
  console.error('The goals are missed.');
  process.exitCode = 1;
}

async function tryAll({ name, setup, queries: texts }: WhatIfSchema): Promise<WhatIfResult['pairs']> {
  await cluster.create(name);
  const catalog = await fill(name, setup);
  const queries = texts.map((text, at) => ({ name: `q${at}`, text, parameters: [], weight: 1 }));
  const accesses = new Map(queries.map((query) => [query.name, readAccesses(query.text, catalog)]));
  const relations = (query: { readonly name: string }) => relationsOf(accesses.get(query.name) ?? []);
  const candidates = proposeCandidates(
    [...accesses.values()].flat().map((access) => ({ access, weight: 1 })),
    catalog,
  );
  const simulation = `${name}_simulated`;
  await cluster.clone(name, simulation);
  const simulated = await simulate({ cluster, database: simulation, catalog, candidates });
  await using planner = await open(simulation);
  const whatIf = openWhatIf(planner, relations, await readTreeLevels(planner));
  await cluster.clone(name, `${name}_built`);
  await using session = await open(`${name}_built`);
  const found: WhatIfResult['pairs'] = [];
  for (const index of simulated) {
    const oid = await build(session, index);
    const real = openWhatIf(session, relations);
    for (const query of queries.filter((one) => relations(one).has(index.relation))) {
      const expected = await real.costOf(query, [{ ...index, name: 'tried', oid }]);
      const cost = await whatIf.costOf(query, [index]);
      found.push({
        schema: name,
        query: query.text,
        index: describeCandidate(index.candidate),
        real: expected.cost,
        simulated: cost.cost,
        usedReal: expected.used.length > 0,
        usedSimulated: cost.used.length > 0,
      });
    }
    await session.query('DROP INDEX tried');
  }
  const { felt, median, worst, mismatches } = summarizeWhatIf(found);
  console.error(
    `${name}: ${simulated.length} indexes, ${found.length} pairs, ${felt} used, median ${median}, worst ${worst}, ${mismatches} mismatches`,
  );
  return found;
}

async function fill(database: string, setup: string) {
  await using session = await cluster.connect(database);
  await session.query(setup);
  for (const table of await readCatalog(session))
    await session.query(
      `ALTER TABLE ${tableId(table)} ALTER COLUMN "${table.columns[0]?.name}" SET STATISTICS ${WHOLE_SAMPLE}`,
    );
  await session.query('VACUUM (ANALYZE)');
  return await readCatalog(session);
}

async function build(
  session: Awaited<ReturnType<typeof open>>,
  { candidate }: SimulatedIndex,
): Promise<number> {
  await session.query(`CREATE INDEX tried ${describeCandidate(candidate)}`);
  if (hasExpression(candidate)) await session.query(`ANALYZE ${tableId(candidate.table)}`);
  const [row] = await session.query(`SELECT 'tried'::regclass::oid::int AS oid`, []);
  return Number(row?.['oid']);
}

async function open(database: string) {
  const session = await cluster.connect(database);
  await session.query(PLANNER_SETTINGS);
  return session;
}
