// Whether the query gate tells harmful changes of queries and schemas from harmless ones, and is silent on unchanged ones:
// seeded changes of three schemas, each labelled and held against a larger copy. `node bench/sql-plans.ts`.
import { parseArgs } from 'node:util';
import { openBenchDatabases } from './kit/bench-databases.ts';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import { BLOG_QUERY_CASES } from './sql/plans/blog-query-cases.ts';
import { BLOG } from './sql/plans/blog-schema.ts';
import { BLOG_TABLE_CASES } from './sql/plans/blog-table-cases.ts';
import { buildDatabase, withHead } from './sql/plans/databases.ts';
import { EVENT_QUERY_CASES } from './sql/plans/event-query-cases.ts';
import { EVENTS } from './sql/plans/event-schema.ts';
import { EVENT_TABLE_CASES } from './sql/plans/event-table-cases.ts';
import { judgePair } from './sql/plans/judge-case.ts';
import { headOf, type PlanCase, type PlanSchema } from './sql/plans/plan-case.ts';
import { renderSqlPlans } from './sql/plans/render.ts';
import { isHarmOnLarge, type PlanTrial, type SqlPlans, sqlPlansSchema } from './sql/plans/result.ts';
import { SHOP_QUERY_CASES } from './sql/plans/shop-query-cases.ts';
import { SHOP } from './sql/plans/shop-schema.ts';
import { SHOP_TABLE_CASES } from './sql/plans/shop-table-cases.ts';

const SCALE = 5;
const POSTGRES = 18;
const CLONES = 6;
const RESAMPLES = 6;
const SUBJECTS = [
  { schema: SHOP, cases: [...SHOP_QUERY_CASES, ...SHOP_TABLE_CASES] },
  { schema: BLOG, cases: [...BLOG_QUERY_CASES, ...BLOG_TABLE_CASES] },
  { schema: EVENTS, cases: [...EVENT_QUERY_CASES, ...EVENT_TABLE_CASES] },
];

const { values } = parseArgs({
  options: {
    /** Only this schema. */
    only: { type: 'string' },
    /** Folder of the result file: another one for a try that is not to be committed. */
    results: { type: 'string', default: RESULTS_DIRECTORY },
  },
});

await using opened = await openBenchDatabases();
const { databases, toolbox } = opened;
await using cluster = await databases.start(POSTGRES);

const trials: PlanTrial[] = [];
const cloned = { runs: 0, alarms: [] as string[] };
const resampled = { runs: 0, alarms: [] as string[] };
for (const { schema, cases } of SUBJECTS) {
  if (values.only !== undefined && values.only !== schema.name) continue;
  const small = await buildDatabase(cluster, schema, 1);
  const large = await buildDatabase(cluster, schema, SCALE);
  for (const planCase of cases) trials.push(await tryCase({ schema, small, large }, planCase));
  for (let round = 0; round < CLONES; round += 1)
    await tryUnchanged(schema, small, { migration: 'SELECT 1', into: cloned });
  for (let round = 0; round < RESAMPLES; round += 1)
    await tryUnchanged(schema, small, { migration: 'ANALYZE', into: resampled });
}
const result: SqlPlans = {
  command: 'node bench/sql-plans.ts',
  finishedAt: new Date().toISOString(),
  environment: { ...(await toolbox.machine()), chrome: null, postgres: cluster.version },
  scale: SCALE,
  trials,
  cloned,
  resampled,
};
resultFile('sql-plans', sqlPlansSchema, values.results).write(result);
console.log(renderSqlPlans(result));
const mislabelled = trials.filter(({ harmful, large }) => isHarmOnLarge(large) !== harmful);
for (const { schema, name, harmful, large } of mislabelled) {
  console.error(
    `${schema}: “${name}” is labelled ${harmful ? 'harmful' : 'harmless'}: ${JSON.stringify(large)}`,
  );
  process.exitCode = 1;
}

interface Subject {
  readonly schema: PlanSchema;
  readonly small: string;
  readonly large: string;
}

async function tryCase({ schema, small, large }: Subject, planCase: PlanCase): Promise<PlanTrial> {
  const { name, mutation, harmful, isNew, migration = null } = planCase;
  const query = schema.queries[planCase.query];
  if (query === undefined) throw new Error(`${schema.name} has no query ${planCase.query}.`);
  const texts = { base: query.sql, head: headOf(query.sql, planCase.edits) };
  const judged = await withHead(cluster, { base: small, migration }, (sessions) =>
    judgePair(isNew === undefined ? texts : { ...texts, base: null }, query, sessions),
  );
  const grown = await withHead(cluster, { base: large, migration: isNew?.index ?? migration }, (sessions) =>
    judgePair(texts, query, sessions),
  );
  const { findings, costRatio, newScan, ...work } = judged;
  const seen = { base: grown.base, head: grown.head };
  // With the index a new query lacks on the copy, the copy is what it should be held against.
  const truth = isNew === undefined ? seen : { base: grown.head, head: grown.base ?? grown.head };
  console.error(
    `${schema.name}: ${name}: ${findings.join(', ') || 'nothing'}${harmful ? '' : ' (harmless)'}`,
  );
  return {
    schema: schema.name,
    name,
    mutation,
    harmful,
    findings: [...findings],
    costRatio,
    newScan,
    small: work,
    large: truth,
  };
}

async function tryUnchanged(
  { name, queries }: PlanSchema,
  base: string,
  { migration, into }: { readonly migration: string; readonly into: { runs: number; alarms: string[] } },
): Promise<void> {
  await withHead(cluster, { base, migration }, async (sessions) => {
    for (const [title, query] of Object.entries(queries)) {
      const { findings } = await judgePair({ base: query.sql, head: query.sql }, query, sessions);
      into.runs += 1;
      into.alarms.push(...findings.map((kind) => `${name} ${title}: ${kind}`));
    }
  });
}
