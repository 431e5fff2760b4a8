// Which gates ran, which did not and why, and the minutes that spared.
import { formatMinutes } from '../../../core/format/format-duration.ts';
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { minutesSaved } from '../../select/minutes-saved.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

const MOST_TARGETS = 8;

export function planSection({ plan }: Report): Markup {
  const saved = minutesSaved(plan);
  return markup`<section id="plan"><h2>Plan</h2>
  <p class="lead">${saved.minutes > 0 ? markup`<strong class="big">${formatMinutes(saved.minutes)}</strong> saved (${saved.percent} %): ` : null}${formatMinutes(plan.estimatedMinutes)} planned at the level <strong>${plan.level}</strong>, ${formatMinutes(plan.fullMinutes)} for every gate on everything.</p>
  ${savingBar(plan)}
  <div class="scroll" tabindex="0" role="group" aria-label="Gates of the plan"><table><thead><tr><th scope="col">Gate</th><th scope="col">Runs on</th><th scope="col">Targets</th><th scope="col">Why</th><th scope="col" class="num">Estimate</th></tr></thead>
  <tbody>${plan.gates.map(
    (gate) =>
      markup`<tr><th scope="row">${gate.gate}${gate.required ? null : markup` <span class="tag">advisory</span>`}</th><td>${gate.subset}</td><td>${targetList(gate.targets)}</td><td>${cutText(gate.reason, 300)}</td><td class="num">${formatMinutes(gate.estimatedMinutes)}</td></tr>`,
  )}</tbody></table></div>
  ${skippedList(plan)}
</section>`;
}

function savingBar({ estimatedMinutes, fullMinutes }: Report['plan']): Markup | null {
  if (fullMinutes <= 0) return null;
  const share = Math.min(100, (estimatedMinutes / fullMinutes) * 100).toFixed(2);
  return markup`<svg class="saving" width="100%" height="12" role="img" aria-label="${share} % of the full run"><rect class="track" width="100%" height="12" rx="4"/><rect class="spent" width="${share}%" height="12" rx="4"/></svg>`;
}

function targetList(targets: readonly string[]): string {
  if (targets.length === 0) return '–';
  const shown = targets.slice(0, MOST_TARGETS).map((target) => cutText(target, 80));
  const hidden = targets.length - shown.length;
  return [...shown, ...(hidden > 0 ? [`${hidden} more`] : [])].join(', ');
}

/** Gates skipped for the same reason share a row. */
function skippedList({ skipped }: Report['plan']): Markup | null {
  if (skipped.length === 0) return null;
  const byReason = [...Map.groupBy(skipped, ({ reason }) => reason)];
  return markup`<h3>${plural(skipped.length, 'gate')} skipped</h3><dl class="skipped">${byReason.map(
    ([reason, gates]) =>
      markup`<div><dt>${gates.map(({ gate }) => gate).join(', ')}</dt><dd>${cutText(reason, 300)}</dd></div>`,
  )}</dl>`;
}
