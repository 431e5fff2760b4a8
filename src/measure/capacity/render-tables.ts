// A ladder and the rounds at a constant rate as tables of fixed width, to be read side by side.
import { formatNumber } from '../../core/format/format-number.ts';
import type { ConstantRateAnswer } from '../../ports/capacity-driver.ts';
import { readRound } from './read-round.ts';
import type { Rung } from './rung.ts';

export function renderLadder(rungs: readonly Rung[]): string {
  return table([
    ['connections', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'failed'],
    ...rungs.map(({ connections, throughputPerSec, latencyMs, failureShare }) => [
      String(connections),
      formatNumber(throughputPerSec),
      ...(['p50', 'p95', 'p99'] as const).map((name) => number(latencyMs?.[name])),
      `${formatNumber(failureShare * 100)} %`,
    ]),
  ]);
}

export function renderRounds(rounds: readonly ConstantRateAnswer[]): string {
  return table([
    ['requests', 'p50 ms', 'p99 ms', 'failed', 'unanswered', 'most at once', 'held back', 'sent late p99 ms'],
    ...rounds.map((round) => {
      const { p50, p99 } = readRound(round);
      const { due, failed, unanswered, mostInFlight, heldBack, latenessMs } = round;
      return [
        String(due),
        number(p50),
        number(p99),
        ...[failed, unanswered, mostInFlight, heldBack].map(String),
        number(latenessMs?.p99),
      ];
    }),
  ]);
}

function number(value: number | null | undefined): string {
  return value == null ? '–' : formatNumber(value);
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
    .join('\n');
}
