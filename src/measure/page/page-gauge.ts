// The page gauge: Lighthouse in real Chrome on both apps, in interleaved pairs over restarts.
import { pageName } from '../../config/target-name.ts';
import { isProblem } from '../../core/problem.ts';
import { SIDES } from '../../core/side.ts';
import { seededRandom, type Random } from '../../stats/random.ts';
import { doesNotFit, fittingTargets } from '../fit-targets.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement, Unmeasured } from '../measurement.ts';
import { pairOrders } from '../pair-order.ts';
import { NotMeasurable } from '../stage.ts';
import { keepReports } from './keep-reports.ts';
import { loadPages, type PageLoads } from './load-pages.ts';
import { newPageRecord, type PageRecord } from './page-record.ts';
import { pageOutcome } from './page-outcome.ts';
import { expectedMs, planPageRuns, type PageRunPlan } from './plan-page-runs.ts';
import { lookedAlive, probePage, type Apps } from './probe-page.ts';

export const pageGauge: Gauge = { gate: 'page', needs: ['app', 'browser'], measure: measurePages };

/** Slow pages take longer than planned; beyond this many times what was allowed no further restart is begun. */
const PATIENCE = 1.5;

async function measurePages(context: GaugeContext): Promise<readonly Measurement[]> {
  const { config, gate, world, budgetMs } = context;
  const records = config.targets.pages
    .filter((page) => gate.targets.includes(pageName(page)))
    .map((page) => newPageRecord(page));
  const fitting = fittingTargets(records.length, {
    budgetMs,
    expectedMs: (count) => expectedMs(planPageRuns(budgetMs, count), count),
  });
  for (const record of records.slice(fitting)) record.unmeasured = doesNotFit(pageName(record.page), config);
  const plan = planPageRuns(budgetMs, fitting);
  await using folder = await world.files.temporaryFolder('page');
  const restarts = await runRestarts(context, records.slice(0, fitting), {
    plan,
    directory: folder.directory,
  });
  const measurements: Measurement[] = [];
  for (const [index, record] of records.entries()) {
    const { artifactsDirectory, runDirectory, environment } = context;
    const slug = slugOf(record, index);
    const outcome = pageOutcome(record, { plan, restarts });
    const artifacts =
      outcome.status === 'measured'
        ? await keepReports(world.files, record, { artifactsDirectory, runDirectory, slug })
        : [];
    measurements.push({
      document: 'measurement',
      version: 1,
      gate: 'page',
      target: pageName(record.page),
      environment,
      durationMs: record.durationMs,
      outcome,
      artifacts,
    });
  }
  return measurements;
}

/** How many restarts there were. */
async function runRestarts(
  context: GaugeContext,
  records: readonly PageRecord[],
  options: { readonly plan: PageRunPlan; readonly directory: string },
): Promise<number> {
  const { world, stage } = context;
  const chrome = await findChrome(context);
  if ('status' in chrome) {
    for (const record of records) record.unmeasured = chrome;
    return 0;
  }
  const random = seededRandom(context.seed);
  const startedAt = world.clock.elapsed();
  const allowedMs = Math.max(context.budgetMs, expectedMs(options.plan, records.length));
  let complete = 0;
  for (let restart = 0; complete < options.plan.restarts && open(records).length > 0; restart += 1) {
    if (complete > 0 && world.clock.elapsed() - startedAt > PATIENCE * allowedMs) break;
    try {
      await using base = await stage.base.startApp();
      await using head = await stage.head.startApp();
      const apps = { base, head };
      if (await runRestart(context, records, { ...options, apps, chrome, random, restart })) complete += 1;
    } catch (error) {
      if (!(error instanceof NotMeasurable)) throw error;
      const { message: reason, mend, side } = error;
      for (const record of open(records)) {
        record.unmeasured = { status: 'unmeasured', reason, mend, causedByHead: side === 'head' };
      }
    }
  }
  return complete;
}

interface PageRestart {
  readonly plan: PageRunPlan;
  readonly directory: string;
  readonly apps: Apps;
  readonly chrome: PageLoads['chrome'];
  readonly random: Random;
  readonly restart: number;
}

/** False where an app died: its page is given up, and the others need another restart. */
async function runRestart(
  { world }: GaugeContext,
  records: readonly PageRecord[],
  { apps, plan, random, ...options }: PageRestart,
): Promise<boolean> {
  for (const [index, record] of records.entries()) {
    if (record.unmeasured !== null) continue;
    const startedAt = world.clock.elapsed();
    await probePage(world, record, apps);
    if (record.unmeasured === null) {
      await loadPages(world, record, {
        ...options,
        orders: pairOrders(plan.pairs, random),
        origins: { base: apps.base.origin, head: apps.head.origin },
        slug: slugOf(record, index),
      });
    }
    record.durationMs += world.clock.elapsed() - startedAt;
    if (!SIDES.every((side) => lookedAlive(record, side, apps[side]))) return false;
  }
  return true;
}

async function findChrome({ world }: GaugeContext): Promise<PageLoads['chrome'] | Unmeasured> {
  try {
    const { path, environment } = await world.toolbox.chrome();
    return { path, environment: { ...environment } };
  } catch (error) {
    if (!isProblem(error) || error.code !== 'no-chrome') throw error;
    return { status: 'unmeasured', reason: error.message, mend: error.mend, causedByHead: false };
  }
}

function open(records: readonly PageRecord[]): PageRecord[] {
  return records.filter((record) => record.unmeasured === null);
}

/** Unique, and safe in a file name. */
function slugOf({ page }: PageRecord, index: number): string {
  const words = pageName(page)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `page-${index + 1}${words === '' ? '' : `-${words.slice(0, 40)}`}`;
}
