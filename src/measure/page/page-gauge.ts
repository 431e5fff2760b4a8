// The page gauge: many short visits in real Chrome on base, base again and head, over fresh processes until the answer is
// settled, and one Lighthouse run on each side for everything that needs no statistics.
import { pageName } from '../../config/target-name.ts';
import { isProblem } from '../../core/problem.ts';
import type { ChromeProgram } from '../../ports/page-driver.ts';
import { doesNotFit, fittingTargets } from '../fit-targets.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement, Unmeasured } from '../measurement.ts';
import { keepReports } from './keep-reports.ts';
import { measureRestarts } from './measure-restarts.ts';
import { newPageRecord } from './page-record.ts';
import { pageOutcome } from './page-outcome.ts';
import { expectedMs } from './page-time.ts';
import { readBudgetFile, setupPath } from './read-base.ts';

export const pageGauge: Gauge = { gate: 'page', needs: ['app', 'browser'], measure: measurePages };

async function measurePages(context: GaugeContext): Promise<readonly Measurement[]> {
  const { config, gate, world, budgetMs, stage, environment } = context;
  const records = config.targets.pages
    .filter((page) => gate.targets.includes(pageName(page)))
    .map((page, index) => newPageRecord(page, index, setupPath(stage.base.directory, page)));
  const fitting = fittingTargets(records.length, { budgetMs, expectedMs });
  for (const record of records.slice(fitting)) record.stopped = doesNotFit(pageName(record.page), config);
  await using folder = await world.files.temporaryFolder('page');
  const chrome = await findChrome(context);
  if ('status' in chrome) for (const record of records) record.stopped ??= chrome;
  else await measureRestarts(context, records, { chrome, directory: folder.directory });
  const budgets = await readBudgetFile(world.files, stage.base.directory, config.lighthouse_budgets);
  const measurements: Measurement[] = [];
  for (const record of records) {
    const outcome = pageOutcome(record, budgets);
    measurements.push({
      document: 'measurement',
      version: 1,
      gate: 'page',
      target: pageName(record.page),
      environment,
      durationMs: record.durationMs,
      outcome,
      artifacts: outcome.status === 'measured' ? await keepReports(world.files, record, context) : [],
    });
  }
  return measurements;
}

async function findChrome({ world }: GaugeContext): Promise<ChromeProgram | Unmeasured> {
  try {
    const { path, environment } = await world.toolbox.chrome();
    return { path, environment: { ...environment } };
  } catch (error) {
    if (!isProblem(error) || error.code !== 'no-chrome') throw error;
    return { status: 'unmeasured', reason: error.message, mend: error.mend, causedByHead: false };
  }
}
