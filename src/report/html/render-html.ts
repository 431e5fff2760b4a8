// The report as one page a person would rather look at than read: no network, no framework, everything drawn here.
import type { Report } from '../report.ts';
import { embedJson } from './embed-json.ts';
import { markup, type Markup } from './markup.ts';
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH } from './page-script.ts';
import { banner } from './sections/banner.ts';
import { changesSection } from './sections/changes.ts';
import { environmentSection } from './sections/environment.ts';
import { findingsSection } from './sections/findings.ts';
import { planSection } from './sections/plan.ts';
import { riskSection } from './sections/risk.ts';
import { targetsSection } from './sections/targets.ts';
import { timelineSection } from './sections/timeline.ts';
import { CHART_STYLE } from './style/chart-style.ts';
import { LAYOUT_STYLE } from './style/layout-style.ts';
import { THEME_STYLE } from './style/theme-style.ts';

/** Nothing is loaded, sent or framed; one script, named by its hash, may run. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src '${PAGE_SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`;

export function renderHtml(report: Report): string {
  const sections = [
    { id: 'findings', name: 'Findings', body: findingsSection(report) },
    { id: 'changes', name: 'Base against head', body: changesSection(report) },
    { id: 'targets', name: 'Targets', body: targetsSection(report) },
    { id: 'risk', name: 'Risk', body: riskSection(report) },
    { id: 'plan', name: 'Plan', body: planSection(report) },
    { id: 'time', name: 'Time', body: timelineSection(report) },
    { id: 'environment', name: 'Environment', body: environmentSection(report) },
  ].filter(({ body }) => body !== null);
  const { conclusion, headline } = report.verdict;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${conclusion}: ${headline}</title>
<style>${verbatim(THEME_STYLE + LAYOUT_STYLE + CHART_STYLE)}</style>
</head>
<body class="${conclusion}">
<main>
${banner(report)}
<nav aria-label="Parts of the report">${sections.map(({ id, name }) => markup`<a href="#${id}">${name}</a>`)}<button type="button" data-theme-switch hidden>Light / dark</button></nav>
${sections.map(({ body }) => body)}
</main>
<footer>Made by perfcrew ${report.perfcrew}. The whole report is inside this page as JSON, in the element <code>perfcrew-report</code>.</footer>
${embedJson('perfcrew-report', report)}
<script>${verbatim(PAGE_SCRIPT)}</script>
</body>
</html>
`;
  return page.markup;
}

/** For text of our own that the browser reads raw. */
function verbatim(text: string): Markup {
  return { markup: text };
}
