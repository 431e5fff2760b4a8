// Where the wall time went, phase after phase, and inside a phase what it was spent on.
import { formatDuration } from '../../../core/format/format-duration.ts';
import { formatSeconds } from '../../format/format-seconds.ts';
import type { Report } from '../../report.ts';
import { timeSpent, type TimeSpent } from '../../select/time-spent.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

const MOST_ROWS = 200;

export function timelineSection(report: Report): Markup | null {
  const { totalMs, rows } = timeSpent(report);
  if (rows.length === 0) return null;
  return markup`<section id="time"><h2>Where the time went</h2>
  <p class="lead"><strong class="big">${formatDuration(totalMs)}</strong> from the diff to the verdict. Moments that phases shared are divided among them.</p>
  <table class="timeline"><thead class="unseen"><tr><th scope="col">Phase</th><th scope="col">Took</th><th scope="col">Share</th><th scope="col">When</th></tr></thead><tbody>${rows.slice(0, MOST_ROWS).map(timeRow)}</tbody></table>
</section>`;
}

function timeRow({ name, durationMs, workMs, from, share, isPart }: TimeSpent): Markup {
  const x = (from * 100).toFixed(2);
  const width = Math.max(0.3, share * 100).toFixed(2);
  const beside =
    workMs === null
      ? null
      : markup` <span class="beside-others">went on for ${formatSeconds(workMs)}, beside others</span>`;
  return markup`<tr class="${isPart ? 'part' : 'whole'}"><th scope="row">${cutText(name, 80)}${beside}</th><td class="num">${formatSeconds(durationMs)}</td><td class="num share">${Math.round(share * 100)} %</td><td class="plot"><svg width="100%" height="18" aria-hidden="true" focusable="false"><rect class="phase" x="${x}%" width="${width}%" y="${isPart ? 5 : 2}" height="${isPart ? 8 : 14}" rx="3"/></svg></td></tr>`;
}
