// What the crew's model has cost, as a person reads it in a terminal.
import { plural } from '../core/format/plural.ts';
import { shownPath } from './outcome.ts';
import type { CostLine, CostReport } from '../runtime/ledger/cost-report.ts';
import type { Costs } from '../run/read-costs.ts';

export function renderCosts(costs: Costs, directory: string): string {
  const { day, month, ofDay, ofMonth, inAll, damagedLines } = costs;
  const path = shownPath(costs.directory, directory);
  if (inAll.total.calls === 0 && inAll.openCalls === 0) {
    return `No model was asked here yet (${path}).\n`;
  }
  const budget = month.budgetUsd === null ? '' : ` of ${usd(month.budgetUsd)}`;
  const rows = [
    [`today ${day}`, spent(ofDay), calls(ofDay.total)],
    [`month ${month.month}`, `${spent(ofMonth)}${budget}`, calls(ofMonth.total)],
    ['in all', spent(inAll), calls(inAll.total)],
  ];
  return [
    ...table(rows),
    `At the pace of the last seven days the month will cost ${usd(month.projectedUsd)}.`,
    ...group('By agent, this month', ofMonth.byCategory),
    ...group('By model, this month', ofMonth.byModel),
    ...group('By user, this month', ofMonth.byUser),
    ...group('By day, this month', ofMonth.byDay),
    ...(month.alert === null
      ? []
      : ['', `${month.alert.percent} %: ${month.alert.what}`, month.alert.recommendation]),
    ...(damagedLines === 0
      ? []
      : ['', `${plural(damagedLines, 'line')} of ${path} cannot be read; not counted.`]),
    '',
  ].join('\n');
}

function group(title: string, lines: readonly CostLine[]): readonly string[] {
  const byCost = title.startsWith('By day') ? lines : lines.toSorted((a, b) => b.costUsd - a.costUsd);
  return lines.length === 0
    ? []
    : ['', title, ...table(byCost.map((line) => [`  ${line.name}`, usd(line.costUsd), calls(line)]))];
}

/** What was set aside and never settled counts like what was spent: it may have been billed. */
function spent({ total, openUsd }: CostReport): string {
  return openUsd === 0 ? usd(total.costUsd) : `${usd(total.costUsd)} and ${usd(openUsd)} set aside`;
}

function calls({
  calls: count,
  inputTokens,
  cacheReadTokens,
  cacheWriteTokens,
  outputTokens,
}: CostLine): string {
  const read = inputTokens + cacheReadTokens + cacheWriteTokens;
  const cached = read === 0 ? 0 : Math.round((100 * cacheReadTokens) / read);
  return `${plural(count, 'call')}, ${thousands(read)} tokens read (${cached} % from the cache), ${thousands(outputTokens)} written`;
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

function usd(amount: number): string {
  return `${amount.toFixed(amount < 1 ? 4 : 2)} USD`;
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
