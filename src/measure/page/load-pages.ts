// Pairs of page loads through the page driver, base and head next to each other in balanced random order.
import { SIDES, type Side } from '../../core/side.ts';
import { pageAnswerSchema, type PageJob } from '../../ports/page-driver.ts';
import type { World } from '../../ports/world.ts';
import type { PairOrder } from '../pair-order.ts';
import { runDriver } from '../run-driver.ts';
import type { PagePair, PageRecord, PageRun } from './page-record.ts';

export interface PageLoads {
  readonly chrome: PageJob['chrome'];
  readonly restart: number;
  readonly orders: readonly PairOrder[];
  readonly origins: Readonly<Record<Side, string>>;
  /** For profiles and reports. */
  readonly directory: string;
  /** Distinguishes the reports of this page. */
  readonly slug: string;
}

const RUN_TIMEOUT_MS = 75_000;
/** Starting and closing Chrome, per run. */
const RUN_MARGIN_MS = 15_000;

export async function loadPages(world: World, record: PageRecord, loads: PageLoads): Promise<void> {
  const runs = loads.orders.flatMap((order, pair) =>
    order.map((side) => {
      const id = `${pair}-${side}`;
      const reportPath = `${loads.directory}/${loads.slug}-${loads.restart}-${id}`;
      return { id, url: loads.origins[side] + record.page.path, reportPath };
    }),
  );
  const job: PageJob = {
    chrome: loads.chrome,
    formFactor: record.page.form_factor,
    scratchDirectory: loads.directory,
    runs,
    runTimeoutMs: RUN_TIMEOUT_MS,
  };
  const { answers, failure } = await runDriver(world, {
    driver: 'page-driver',
    job,
    answer: pageAnswerSchema,
    directory: job.scratchDirectory,
    timeoutMs: runs.length * (RUN_TIMEOUT_MS + RUN_MARGIN_MS),
  });
  if (failure !== null) record.driverFailures.push(failure);
  const found = new Map(answers.map((answer) => [answer.id, answer]));
  const reports = new Map(runs.map(({ id, reportPath }) => [id, reportPath]));
  loads.orders.forEach((_, pair) => {
    const read = (side: Side): PageRun | null => {
      const id = `${pair}-${side}`;
      const answer = found.get(id);
      if (answer?.status === 'measured') {
        return { facts: answer.facts, reportPath: reports.get(id) ?? '' };
      }
      if (answer !== undefined) record.failures[side].push(answer.reason);
      return null;
    };
    const [base, head] = SIDES.map(read);
    const sides = { base: base ?? null, head: head ?? null } satisfies Omit<PagePair, 'restart'>;
    record.pairs.push({ restart: loads.restart, ...sides });
  });
}
