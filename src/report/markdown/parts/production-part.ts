// Production's traffic and latency beside the measured ones: a folded table, or the line that says why there is none.
import type { Report } from '../../report.ts';
import { productionBeside } from '../../select/production-beside.ts';
import { escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { tableOf } from '../../../core/markdown/table.ts';

export function productionPart(report: Report, most: number): Part {
  const beside = productionBeside(report);
  const render = (limit: number) => (): string => {
    if (beside === null) return '';
    if ('failed' in beside) return escapeProse(beside.failed, 700);
    const rows = beside.rows.map((cells) => cells.map((cell) => escapeProse(cell, 80)));
    const table = tableOf({ head: beside.head, align: beside.align, rows }, limit);
    return fold('Production beside the measurement', `${escapeProse(beside.lead, 900)}\n\n${table}`);
  };
  return { name: 'production', weight: 35, variants: [render(most), render(8)], kept: false };
}
