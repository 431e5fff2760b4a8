// Pairs of page loads through the page driver, base and head next to each other in balanced random order.
import { SIDES, type Side } from '../../core/side.ts';
import { pageAnswerSchema, type PageAnswer, type PageJob } from '../../ports/page-driver.ts';
import type { World } from '../../ports/world.ts';
import type { PairOrder } from '../pair-order.ts';
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
  const answers = await runDriver(world, job);
  const found = new Map(answers.map((answer) => [answer.id, answer]));
  const reports = new Map(runs.map(({ id, reportPath }) => [id, reportPath]));
  loads.orders.forEach((_, pair) => {
    const read = (side: Side): PageRun | null => {
      const id = `${pair}-${side}`;
      const answer = found.get(id);
      if (answer?.status === 'measured') {
        return { facts: answer.facts, reportPath: reports.get(id) ?? '' };
      }
      record.failures[side].push(answer?.reason ?? 'the page driver ended before this run');
      return null;
    };
    const [base, head] = SIDES.map(read);
    const sides = { base: base ?? null, head: head ?? null } satisfies Omit<PagePair, 'restart'>;
    record.pairs.push({ restart: loads.restart, ...sides });
  });
}

async function runDriver(world: World, job: PageJob): Promise<PageAnswer[]> {
  const result = await world.shell.run(world.toolbox.driver('page-driver'), {
    directory: job.scratchDirectory,
    trust: 'scrubbed',
    stdin: JSON.stringify(job),
    timeoutMs: job.runs.length * (job.runTimeoutMs + RUN_MARGIN_MS),
    signal: world.signal,
  });
  const lines = result.stdout.split('\n').filter((line) => line.startsWith('{'));
  if (lines.length === 0 && result.exitCode !== 0 && !result.timedOut) {
    throw new Error(`The page driver failed: ${result.stderr.slice(-2_000)}`);
  }
  return lines.map((line) => pageAnswerSchema.parse(JSON.parse(line)));
}
