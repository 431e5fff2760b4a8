// Where the money went: by day, month, kind of agent, user, model and run, in tokens and USD.
import type { Balance } from './balance.ts';
import { dayOf } from './day-files.ts';
import type { Settled } from './ledger-entry.ts';
import { usd } from './money.ts';

export interface CostLine {
  readonly name: string;
  readonly calls: number;
  readonly costUsd: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheReadTokens: number;
}

export interface CostReport {
  readonly total: CostLine;
  /** Set aside and not settled, at the worst case. */
  readonly openUsd: number;
  readonly openCalls: number;
  readonly byDay: readonly CostLine[];
  readonly byMonth: readonly CostLine[];
  readonly byCategory: readonly CostLine[];
  readonly byUser: readonly CostLine[];
  readonly byModel: readonly CostLine[];
  readonly byRun: readonly CostLine[];
}

export function costReport({ settled, open }: Balance): CostReport {
  return {
    total: lineOf('total', settled),
    openUsd: usd(open.reduce((sum, one) => sum + one.worstNanoUsd, 0)),
    openCalls: open.length,
    byDay: linesBy(settled, ({ at }) => dayOf(at)),
    byMonth: linesBy(settled, ({ at }) => dayOf(at).slice(0, 7)),
    byCategory: linesBy(settled, ({ category }) => category),
    byUser: linesBy(settled, ({ user }) => user),
    byModel: linesBy(settled, ({ model }) => model),
    byRun: linesBy(settled, ({ run }) => run),
  };
}

function linesBy(settled: readonly Settled[], nameOf: (one: Settled) => string): readonly CostLine[] {
  const groups = Map.groupBy(settled, nameOf);
  return [...groups].map(([name, ones]) => lineOf(name, ones)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Summed in whole nano-dollars first: the lines of every grouping add up to the total exactly. */
function lineOf(name: string, ones: readonly Settled[]): CostLine {
  const sum = (valueOf: (one: Settled) => number) => ones.reduce((total, one) => total + valueOf(one), 0);
  return {
    name,
    calls: ones.length,
    costUsd: usd(sum((one) => one.nanoUsd)),
    inputTokens: sum((one) => one.inputTokens),
    outputTokens: sum((one) => one.outputTokens),
    cacheWriteTokens: sum((one) => one.cacheWriteTokens),
    cacheReadTokens: sum((one) => one.cacheReadTokens),
  };
}
