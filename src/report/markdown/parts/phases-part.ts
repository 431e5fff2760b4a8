// Where the time went: a bar a phase, drawn with letters, which every forge shows.
import { formatDuration } from '../../../core/format/format-duration.ts';
import { formatSeconds } from '../../format/format-seconds.ts';
import type { Report } from '../../report.ts';
import { timeSpent, type TimeSpent } from '../../select/time-spent.ts';
import { escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { tableOf } from '../../../core/markdown/table.ts';

const WIDEST = 24;

export function phasesPart(report: Report): Part {
  const { totalMs, rows } = timeSpent(report);
  const body = (limit: number) =>
    tableOf({ head: ['Phase', 'Took', 'Share', ''], align: 'lrrl', rows: rows.map(cells) }, limit);
  const render = (limit: number) => () =>
    rows.length === 0 ? '' : fold(`Where the time went: ${formatDuration(totalMs)}`, body(limit));
  return { name: 'where the time went', weight: 12, variants: [render(60), render(8)], kept: false };
}

function cells({ name, durationMs, share, isPart }: TimeSpent): readonly string[] {
  const label = escapeProse(name, 80);
  return [
    isPart ? `└ ${label}` : label,
    formatSeconds(durationMs),
    `${Math.round(share * 100)} %`,
    bar(share, isPart),
  ];
}

/** At least a sliver; parts of a phase are drawn lighter. */
function bar(share: number, isPart: boolean): string {
  return (isPart ? '░' : '█').repeat(Math.max(1, Math.round(share * WIDEST)));
}
