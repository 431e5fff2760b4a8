// Production's traffic and latency beside the measured ones, or why there are none.
import type { Report } from '../../report.ts';
import { productionBeside } from '../../select/production-beside.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

const MOST_ROWS = 200;

export function productionSection(report: Report): Markup | null {
  const beside = productionBeside(report);
  if (beside === null) return null;
  if ('failed' in beside) {
    return markup`<section id="production"><h2>Production</h2><p class="why">${cutText(beside.failed, 900)}</p></section>`;
  }
  const hidden = beside.rows.length - MOST_ROWS;
  return markup`<section id="production"><h2>Production</h2>
  <p class="lead">${cutText(beside.lead, 1200)}</p>
  <div class="scroll" tabindex="0" role="group" aria-label="Production beside the measurement"><table><thead><tr>${beside.head.map(headCell)}</tr></thead><tbody>${beside.rows.slice(0, MOST_ROWS).map(bodyRow)}</tbody></table></div>
  ${hidden > 0 ? markup`<p class="more">…and ${hidden} more, in the data of this page.</p>` : null}
</section>`;
}

function headCell(name: string, column: number): Markup {
  return column === 0
    ? markup`<th scope="col">${name}</th>`
    : markup`<th scope="col" class="num">${name}</th>`;
}

function bodyRow([name = '', ...cells]: readonly string[]): Markup {
  return markup`<tr><th scope="row">${cutText(name, 160)}</th>${cells.map((cell) => markup`<td class="num">${cell}</td>`)}</tr>`;
}
