// The queries a database spends most on, as the command line lists them.
import { formatChange } from '../../core/format/format-change.ts';
import { formatQuantity } from '../../core/format/format-quantity.ts';
import type { Report } from '../report.ts';
import { queryCosts } from '../select/query-costs.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';
import { alignColumns } from './align-columns.ts';
import type { Paint } from './paint.ts';

const MOST_QUERIES = 5;
const MOST_CHARACTERS = 60;

/** Empty where there is nothing to put in order: fewer than two queries. */
export function queryLines(report: Report, paint: Paint, width: number): string {
  const costs = queryCosts(report);
  if (costs.length < 2) return '';
  const [head = '', ...rows] = alignColumns({
    head: ['queries by cost', 'base', 'head', 'change'],
    align: 'lrrr',
    rows: costs
      .slice(0, MOST_QUERIES)
      .map((row) => [
        cutText(cleanLine(row.target.slice(0, MOST_CHARACTERS * 4)), MOST_CHARACTERS),
        formatQuantity(row.base, row.unit),
        formatQuantity(row.head, row.unit),
        formatChange(row),
      ]),
    width,
  });
  const hidden = costs.length - MOST_QUERIES;
  return [paint.dim(head), ...rows, ...(hidden > 0 ? [`…and ${hidden} cheaper`] : [])].join('\n');
}
