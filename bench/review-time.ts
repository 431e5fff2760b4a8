// How long a review of one route, one page and five queries takes on the shop: of the same code, and of a clearly slower one.
// `node bench/review-time.ts --trials 3`. The first review fetches browser and database and is not timed.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { SERVERS } from './apps/servers.ts';
import { BENCH_OPTIONS, minutesWords, positive } from './kit/bench-options.ts';
import { openRepository } from './kit/repository.ts';
import { environmentOf, mergeEnvironments, resultFile, sameMachine } from './kit/result-file.ts';
import { runReview } from './kit/run-review.ts';
import { renderReviewTime } from './review-time/render.ts';
import { CASES, type ReviewTime, reviewTimeSchema } from './review-time/result.ts';

const CONFIG = {
  app: { start: 'node server.js', ready: '/health' },
  database: {
    postgres: 18,
    schema: ['db/schema.sql'],
    migrations: ['db/migrations/*.sql'],
    seed: ['db/seed.sql'],
  },
  targets: {
    pages: [{ path: '/' }],
    routes: [{ path: '/api/recommendations' }],
    queries: [
      { name: 'orders of a customer', file: 'db/queries/customer-orders.sql', parameters: [4711] },
      { name: 'recently bought products', file: 'db/queries/recently-bought.sql' },
      {
        name: 'latest orders',
        sql: 'SELECT id, status FROM orders ORDER BY placed_at DESC, id DESC LIMIT 50',
      },
      { name: 'one product', sql: 'SELECT id, name, price_cents FROM products WHERE id = 17' },
      { name: 'orders by status', sql: 'SELECT status, count(*) FROM orders GROUP BY status' },
    ],
  },
};

const { values } = parseArgs({
  options: {
    ...BENCH_OPTIONS,
    trials: { type: 'string', default: '3' },
    warm: { type: 'boolean', default: false },
  },
});
const trials = positive('trials', values.trials);
const file = resultFile('review-time', reviewTimeSchema, values.results);
const command = `node bench/review-time.ts --trials ${trials}${values.minutes === undefined ? '' : ` --minutes ${values.minutes}`}`;
let result: ReviewTime = (values.resume ? file.read() : null) ?? {
  command,
  finishedAt: new Date().toISOString(),
  environment: null,
  trials: [],
};

await using repository = await openRepository(SERVERS.shop.fill);
await repository.branch('unchanged', 'Word a comment better', [SERVERS.shop.harmless]);
const config = join(repository.directory, '.git', 'review-time.yml');
await writeFile(config, stringify(CONFIG));
const heads = { unchanged: 'unchanged', changed: 'slow' } as const;

if (!values.warm) await review('unchanged', 1);
for (let index = result.trials.length; index < trials * CASES.length; index += 1) {
  const name = CASES[index % CASES.length] ?? 'unchanged';
  const seed = positive('seed', values.seed) + index;
  const { report, wallMs } = await review(name, seed);
  const environment = environmentOf(report);
  sameMachine(result.environment, environment, file.path);
  result = {
    command,
    finishedAt: report.finishedAt,
    environment: mergeEnvironments(result.environment, environment),
    trials: [
      ...result.trials,
      {
        case: name,
        seed,
        wallMs,
        verdict: report.verdict.conclusion,
        inconclusive: report.comparison.metrics.filter(({ conclusion }) => conclusion === 'inconclusive')
          .length,
        phases: report.phases.map(({ name: phase, durationMs }) => ({ name: phase, durationMs })),
      },
    ],
  };
  file.write(result);
  console.error(`${name}, seed ${seed}: ${report.verdict.conclusion}, ${(wallMs / 1000).toFixed(0)} s`);
}
console.log(renderReviewTime(result));

function review(name: (typeof CASES)[number], seed: number): ReturnType<typeof runReview> {
  const words = ['--level', 'standard', '--config', config, '--seed', `${seed}`];
  return runReview(repository.directory, {
    base: 'main',
    head: heads[name],
    words: [...words, ...minutesWords(values.minutes)],
  });
}
