// What the crew's model has cost in this repository, as far as its ledger knows.
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { keptFiles } from '../io/files/kept-files.ts';
import { systemProcesses } from '../io/processes/system-processes.ts';
import type { World } from '../ports/world.ts';
import { partOf } from '../runtime/ledger/balance.ts';
import { costReport, type CostReport } from '../runtime/ledger/cost-report.ts';
import { dayOf } from '../runtime/ledger/day-files.ts';
import { openLedger } from '../runtime/ledger/ledger.ts';
import { projectMonth, type MonthProjection } from '../runtime/ledger/project-month.ts';
import { crewCatalogue } from './crew-catalogue.ts';
import { spendingCaps } from './spending-caps.ts';

export interface Costs {
  readonly directory: string;
  /** UTC. */
  readonly day: string;
  readonly month: MonthProjection;
  readonly ofDay: CostReport;
  readonly ofMonth: CostReport;
  readonly inAll: CostReport;
  /** Lines that a crash cut; what they reserved was never granted. */
  readonly damagedLines: number;
}

/** Where the ledger of a repository lies, over all its runs; `root` is the repository's. */
export function ledgerDirectory(root: string): string {
  return join(root, '.perfcrew', 'ledger');
}

export async function readCosts(
  directory: string,
  config: Pick<Config, 'crew' | 'budget'>,
  world: Pick<World, 'files' | 'clock'>,
): Promise<Costs> {
  const { clock } = world;
  const files = { ...world.files, ...keptFiles() };
  const caps = spendingCaps(config, 1);
  const outside = { files, clock, processes: systemProcesses() };
  const ledger = openLedger({ directory, caps, catalogue: crewCatalogue(config) }, outside);
  const { days, balance } = await ledger.read('0000-00-00');
  const now = clock.now();
  const day = dayOf(now);
  const since = (start: string) => costReport(partOf(balance, ({ at }) => dayOf(at).startsWith(start)));
  return {
    directory,
    day,
    month: projectMonth(balance, { now, budgetUsd: caps.monthUsd }),
    ofDay: since(day),
    ofMonth: since(day.slice(0, 7)),
    inAll: costReport(balance),
    damagedLines: days.reduce((sum, { damagedLines }) => sum + damagedLines, 0),
  };
}
