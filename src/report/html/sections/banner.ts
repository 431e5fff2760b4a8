// The top of the page: the verdict in one glance, on what, and how much was looked at.
import { formatMinutes } from '../../../core/format/format-duration.ts';
import { formatMoment } from '../../format/format-moment.ts';
import { formatNumber } from '../../../core/format/format-number.ts';
import type { Report } from '../../report.ts';
import { minutesSaved } from '../../select/minutes-saved.ts';
import { looseReasons } from '../../select/sort-reasons.ts';
import { sortMetrics } from '../../select/sort-metrics.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

const WORDS = { pass: 'Pass', fail: 'Fail', neutral: 'Neutral' } as const;
/** A tick, a cross, a bar: told apart without colour. */
const SIGNS = {
  pass: 'M7 16.5l6 6L25 10',
  fail: 'M9 9l14 14M23 9L9 23',
  neutral: 'M8 16h16',
} as const;

export function banner(report: Report): Markup {
  const { verdict, pullRequest } = report;
  const { repository, number, title, base, head } = pullRequest;
  const where = [repository ?? 'local review', ...(number === null ? [] : [`#${number}`])].join(' ');
  return markup`<header class="banner ${verdict.conclusion}">
  <p class="where"><strong>${where}</strong> ${cutText(title, 200)}</p>
  <div class="verdict">
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><circle cx="16" cy="16" r="16"/><path d="${SIGNS[verdict.conclusion]}"/></svg>
    <h1><span>${WORDS[verdict.conclusion]}</span> ${cutText(verdict.headline, 400)}</h1>
  </div>
  ${reasonList(report)}
  <p class="commits"><code>${base.sha.slice(0, 7)}</code> ${cutText(base.ref, 60)} <span aria-label="compared with">→</span> <code>${head.sha.slice(0, 7)}</code> ${cutText(head.ref, 60)} <span class="moment">${formatMoment(report.finishedAt)}</span></p>
  ${facts(report)}
</header>`;
}

function reasonList(report: Report): Markup | null {
  const reasons = looseReasons(report).slice(0, 20);
  if (reasons.length === 0) return null;
  return markup`<ul class="reasons">${reasons.map(({ message }) => markup`<li>${cutText(message, 600)}</li>`)}</ul>`;
}

function facts(report: Report): Markup {
  const { changed, equivalent, inconclusive } = sortMetrics(report);
  const worse = changed.filter(({ conclusion }) => conclusion === 'regressed').length;
  const saved = minutesSaved(report.plan);
  const { files, additions, deletions } = report.change;
  const list = [
    { value: formatNumber(worse), name: 'worse', tone: worse > 0 ? 'bad' : '' },
    {
      value: formatNumber(changed.length - worse),
      name: 'better',
      tone: changed.length > worse ? 'good' : '',
    },
    { value: formatNumber(equivalent.length), name: 'equivalent', tone: '' },
    { value: formatNumber(inconclusive.length), name: 'unsure', tone: '' },
    { value: formatNumber(report.comparison.unmeasured.length), name: 'not measured', tone: '' },
    { value: `${report.risk.score}`, name: `risk, ${report.risk.level}`, tone: '' },
    { value: formatMinutes(saved.minutes), name: 'saved', tone: '' },
    {
      value: formatNumber(files),
      name: `files, +${formatNumber(additions)} −${formatNumber(deletions)}`,
      tone: '',
    },
  ];
  return markup`<dl class="facts">${list.map(
    ({ value, name, tone }) => markup`<div class="${tone}"><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}
