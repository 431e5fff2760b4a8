// What a reviewer must know: cause, line, numbers and the one thing to do, a card each.
import type { Finding } from '../../../compare/finding.ts';
import type { MetricComparison } from '../../../compare/comparison.ts';
import { formatChange } from '../../../core/format/format-change.ts';
import { plural } from '../../../core/format/plural.ts';
import { locationUrl } from '../../text/location-url.ts';
import type { Report } from '../../report.ts';
import { sortFindings } from '../../select/sort-findings.ts';
import { sortMetrics } from '../../select/sort-metrics.ts';
import { isUnifiedDiff } from '../../../core/text/unified-diff.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { sideBySide } from '../charts/side-by-side.ts';
import { twoBars } from '../charts/two-bars.ts';
import { markup, type Markup } from '../markup.ts';

const MOST = 100;
const MOST_NUMBERS = 4;
const WORDS = { error: 'fails', warning: 'warns', note: 'note' } as const;

export function findingsSection(report: Report): Markup | null {
  const { loud, notes, readings } = sortFindings(report);
  if (loud.length + notes.length + readings.length === 0) return null;
  const hidden = loud.length - MOST;
  return markup`<section id="findings"><h2>Findings</h2>
  <ol class="findings">${loud.slice(0, MOST).map((finding) => card(finding, report))}</ol>
  ${hidden > 0 ? markup`<p class="more">…and ${plural(hidden, 'more finding', 'more findings')}, in the data of this page.</p>` : null}
  ${folded(plural(notes.length, 'note'), notes, report)}
  ${folded(`${plural(readings.length, 'thing')} read in the code, not measured`, readings, report)}
</section>`;
}

function folded(summary: string, findings: readonly Finding[], report: Report): Markup | null {
  if (findings.length === 0) return null;
  return markup`<details><summary>${summary}</summary><ol class="findings">${findings.slice(0, MOST).map((finding) => card(finding, report))}</ol></details>`;
}

function card(finding: Finding, report: Report): Markup {
  const { severity, kind, gate, target, title, detail } = finding;
  const evidence = sideBySide(finding.evidence);
  return markup`<li class="card finding ${severity}">
  <p class="tags"><span class="tag ${severity}">${WORDS[severity]}</span> <span class="tag">${kind}</span> <span class="about">${target === gate ? gate : `${gate} of ${cutText(target, 120)}`}</span></p>
  <h3>${cutText(title, 300)}</h3>
  ${place(finding, report)}
  ${paragraphs(detail)}
  ${numbers(finding, report)}
  ${evidence === null ? null : markup`<details class="evidence" ${openMark(severity)}><summary>${evidenceName(finding)}</summary>${evidence}</details>`}
</li>`;
}

function evidenceName({ evidence }: Finding): string {
  if (isUnifiedDiff(evidence.head ?? '')) return 'What changed, line by line';
  if (evidence.base === null) return 'Seen on head';
  return evidence.head === null ? 'Seen on base' : 'Base and head, side by side';
}

function openMark(severity: Finding['severity']): Markup {
  return severity === 'error' ? markup`open` : markup``;
}

function place({ location }: Finding, { pullRequest }: Report): Markup | null {
  if (location === null) return null;
  const lines = location.endLine === undefined ? `${location.line}` : `${location.line}–${location.endLine}`;
  const label = markup`<code>${cutText(location.path, 240)}:${lines}</code>`;
  const url = locationUrl(location, pullRequest);
  const where = url === null ? label : markup`<a href="${url}" rel="noreferrer">${label}</a>`;
  return markup`<p class="place">${where}${location.side === 'base' ? ' on base' : ''}</p>`;
}

function paragraphs(detail: string): readonly Markup[] {
  return cutText(detail, 4000)
    .split(/\n{2,}/)
    .filter((text) => text.trim() !== '')
    .map((text) => markup`<p class="detail">${text}</p>`);
}

/** The rows of the same target that got worse, worst first. */
function numbers({ gate, target }: Finding, report: Report): Markup | null {
  const rows = sortMetrics(report)
    .changed.filter((row) => row.gate === gate && row.target === target && row.conclusion === 'regressed')
    .slice(0, MOST_NUMBERS);
  return rows.length === 0 ? null : markup`<div class="numbers">${rows.map(number)}</div>`;
}

function number(row: MetricComparison): Markup {
  return markup`<div class="number"><p><span>${row.label}</span> <strong class="bad">${formatChange(row)}</strong></p>${twoBars(row)}</div>`;
}
