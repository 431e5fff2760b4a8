// The caps of the ledger as the configuration says them.
import type { Config } from '../config/config.ts';
import type { SpendingCaps } from '../runtime/ledger/caps.ts';

/** `jobs`: how many do the run at the same time, each with a ledger of its own. */
export function spendingCaps({ crew, budget }: Pick<Config, 'crew' | 'budget'>, jobs: number): SpendingCaps {
  return {
    runUsd: crew.budget.usd_per_run ?? budget.usd,
    dayUsd: crew.budget.usd_per_day,
    monthUsd: crew.budget.usd_per_month,
    runsPerUserHour: crew.budget.runs_per_user_per_hour,
    jobs,
  };
}
