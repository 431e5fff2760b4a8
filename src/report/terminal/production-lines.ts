// Production's traffic and latency beside the measured ones on the terminal, one line a route.
import type { Report } from '../report.ts';
import { productionBeside } from '../select/production-beside.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';
import { alignColumns } from './align-columns.ts';
import type { Paint } from './paint.ts';
import { wrapText } from './wrap-text.ts';

const MOST_ROWS = 20;
/** Those that name the route, its traffic and weight, and both p95; a terminal has no room for all. */
const SHOWN = [0, 1, 3, 5, 7];

export function productionLines(report: Report, paint: Paint, width: number): string {
  const beside = productionBeside(report);
  if (beside === null) return '';
  if ('failed' in beside) {
    return `${paint.unsure('?')} ${wrapText(cleanLine(beside.failed), width, '  ').trimStart()}`;
  }
  const shown = (cells: readonly string[]) =>
    SHOWN.map((column) => cutText(cleanLine(cells[column] ?? ''), column === 0 ? 36 : 30));
  const [head = '', ...body] = alignColumns({
    head: shown(beside.head),
    align: 'lrrrr',
    rows: beside.rows.slice(0, MOST_ROWS).map(shown),
    width,
  });
  const hidden = beside.rows.length - MOST_ROWS;
  return [
    paint.dim(wrapText(`Production, ${cleanLine(beside.lead)}`, width)),
    paint.dim(head),
    ...body,
    ...(hidden > 0 ? [`…and ${hidden} more`] : []),
  ].join('\n');
}
