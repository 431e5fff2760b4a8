// What the month will cost if it goes on like this, and when somebody should look: at 50, 80 and 100 % of the budget.
// Projection: spent so far plus the mean of the last seven days, days without spending included, for every day that is left.
import type { Balance } from './balance.ts';
import { costReport, type CostLine } from './cost-report.ts';
import { dayOf } from './day-files.ts';

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 7;
const THRESHOLDS = [100, 80, 50] as const;

export interface MonthProjection {
  readonly month: string;
  readonly spentUsd: number;
  readonly openUsd: number;
  readonly projectedUsd: number;
  readonly budgetUsd: number | null;
  readonly alert: {
    readonly percent: (typeof THRESHOLDS)[number];
    readonly what: string;
    readonly recommendation: string;
  } | null;
}

export function projectMonth(
  balance: Balance,
  { now, budgetUsd }: { readonly now: number; readonly budgetUsd: number | null },
): MonthProjection {
  const month = dayOf(now).slice(0, 7);
  const ofMonth = costReport({
    settled: balance.settled.filter(({ at }) => dayOf(at).startsWith(month)),
    open: balance.open.filter(({ at }) => dayOf(at).startsWith(month)),
  });
  const window = balance.settled.filter(({ at }) => at > now - WINDOW_DAYS * DAY_MS && at <= now);
  const dailyUsd = costReport({ settled: window, open: [] }).total.costUsd / WINDOW_DAYS;
  const spentUsd = ofMonth.total.costUsd;
  const projectedUsd = spentUsd + (dailyUsd * (monthEnd(now) - now)) / DAY_MS;
  const committedUsd = spentUsd + ofMonth.openUsd;
  const percent = THRESHOLDS.find((one) => budgetUsd !== null && committedUsd >= (budgetUsd * one) / 100);
  return {
    month,
    spentUsd,
    openUsd: ofMonth.openUsd,
    projectedUsd,
    budgetUsd,
    alert:
      percent === undefined || budgetUsd === null
        ? null
        : {
            percent,
            what: `${round(committedUsd)} of the ${budgetUsd} USD for ${month} are spent or set aside; at this pace it will be ${round(projectedUsd)} USD.`,
            recommendation: recommend(percent, { projectedUsd, budgetUsd, categories: ofMonth.byCategory }),
          },
  };
}

function recommend(
  percent: number,
  month: {
    readonly projectedUsd: number;
    readonly budgetUsd: number;
    readonly categories: readonly CostLine[];
  },
): string {
  const dearest = month.categories.toSorted((a, b) => b.costUsd - a.costUsd)[0];
  const whom = dearest === undefined ? 'the agents' : `${dearest.name} (${round(dearest.costUsd)} USD)`;
  if (percent === 100)
    return 'Raise `crew.budget.usd_per_month`, or let the crew work without a model until the month is over.';
  if (percent === 80) return `Give ${whom} the fast tier for the rest of the month.`;
  return month.projectedUsd > month.budgetUsd
    ? `Lower the tier of ${whom}, or raise \`crew.budget.usd_per_month\` to ${Math.ceil(month.projectedUsd)}.`
    : 'Nothing to do yet: at this pace the budget lasts.';
}

function monthEnd(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

function round(amountUsd: number): number {
  return Number(amountUsd.toFixed(2));
}
