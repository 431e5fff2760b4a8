// Where the wall time went, phase after phase.
import { formatDuration } from '../../../core/format/format-duration.ts';
import type { Report } from '../../report.ts';
import { cutText } from '../../text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

export function timelineSection({ phases }: Report): Markup | null {
  const total = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  if (total <= 0) return null;
  let begun = 0;
  const rows = phases.slice(0, 100).map(({ name, durationMs }) => {
    const from = ((begun / total) * 100).toFixed(2);
    const width = Math.max(0.3, (durationMs / total) * 100).toFixed(2);
    begun += durationMs;
    return markup`<tr><th scope="row">${cutText(name, 80)}</th><td class="num">${formatDuration(durationMs)}</td><td class="num share">${Math.round((durationMs / total) * 100)} %</td><td class="plot"><svg width="100%" height="18" aria-hidden="true" focusable="false"><rect class="phase" x="${from}%" width="${width}%" y="2" height="14" rx="3"/></svg></td></tr>`;
  });
  return markup`<section id="time"><h2>Where the time went</h2>
  <p class="lead"><strong class="big">${formatDuration(total)}</strong> from the diff to the verdict.</p>
  <table class="timeline"><thead class="unseen"><tr><th scope="col">Phase</th><th scope="col">Took</th><th scope="col">Share</th><th scope="col">When</th></tr></thead><tbody>${rows}</tbody></table>
</section>`;
}
