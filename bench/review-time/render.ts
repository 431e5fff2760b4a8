// The table of review times with its goals, and where the time of the slowest review went.
import { median } from '../../src/stats/quantile.ts';
import { markdownTable, percentText, secondsText } from '../kit/table.ts';
import { CASES, type ReviewTime } from './result.ts';

const GOALS_MS = { unchanged: 180_000, changed: 120_000 } as const;

export function renderReviewTime({ trials }: Pick<ReviewTime, 'trials'>): string {
  const parts = CASES.flatMap((name) => {
    const own = trials.filter((trial) => trial.case === name);
    const slowest = own.toSorted((one, other) => other.wallMs - one.wallMs)[0];
    return slowest === undefined ? [] : [{ name, own, slowest }];
  });
  const table = markdownTable(
    ['review', 'runs', 'median', 'slowest', 'goal', 'verdicts', 'inconclusive metrics'],
    parts.map(({ name, own, slowest }) => [
      name === 'unchanged' ? 'nothing changed' : 'clearly slower',
      `${own.length}`,
      secondsText(median(own.map(({ wallMs }) => wallMs)) ?? 0),
      secondsText(slowest.wallMs),
      `≤ ${secondsText(GOALS_MS[name])}, ${slowest.wallMs <= GOALS_MS[name] ? 'held' : 'missed'}`,
      [...new Set(own.map(({ verdict }) => verdict))].join(', '),
      own.map(({ inconclusive }) => `${inconclusive}`).join(', '),
    ]),
  );
  return [table, ...parts.flatMap(({ name, slowest }) => ['', ...phaseTable(name, slowest)])].join('\n');
}

function phaseTable(name: string, { wallMs, phases }: ReviewTime['trials'][number]): string[] {
  const known = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const all = [...phases, { name: 'start of perfcrew, reports, clean-up', durationMs: wallMs - known }];
  const rows = all.map((phase) => [
    phase.name,
    secondsText(phase.durationMs),
    percentText(phase.durationMs / wallMs),
  ]);
  return [
    `Where the time of the slowest ${name} review went:`,
    '',
    markdownTable(['phase', 'took', 'share'], rows),
  ];
}
