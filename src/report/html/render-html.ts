// The report as one page a person would rather look at than read: no network, no framework, everything drawn here.
import { formatBytes } from '../../core/format/format-quantity.ts';
import { plural } from '../../core/format/plural.ts';
import { ATTACHMENT_LIMITS, type Attachments } from '../attachments.ts';
import type { Report } from '../report.ts';
import { embedArtifacts } from './embed-artifacts.ts';
import { embedJson } from './embed-json.ts';
import { FLAME_SCRIPT, FLAME_SCRIPT_HASH } from './flame/flame-script.ts';
import { markup, type Markup } from './markup.ts';
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH } from './page-script.ts';
import { planParts, PLAN_HASHES } from './plans/plan-parts.ts';
import { queryPlans } from './plans/query-plans.ts';
import { banner } from './sections/banner.ts';
import { changesSection } from './sections/changes.ts';
import { environmentSection } from './sections/environment.ts';
import { findingsSection } from './sections/findings.ts';
import { flamesSection } from './sections/flames.ts';
import { noiseSection } from './sections/noise.ts';
import { picturesSection } from './sections/pictures.ts';
import { planSection } from './sections/plan.ts';
import { queriesSection } from './sections/queries.ts';
import { productionSection } from './sections/production.ts';
import { riskSection } from './sections/risk.ts';
import { targetsSection } from './sections/targets.ts';
import { timelineSection } from './sections/timeline.ts';
import { EVIDENCE_STYLE } from './style/evidence-style.ts';
import { PLANS_STYLE } from './style/plans-style.ts';
import { CHART_STYLE } from './style/chart-style.ts';
import { LAYOUT_STYLE } from './style/layout-style.ts';
import { THEME_STYLE } from './style/theme-style.ts';

/** `attachments` hold what artifacts with `show` hold, by their paths; without them the page shows everything else. */
export function renderHtml(report: Report, attachments: Attachments = new Map()): string {
  const { artifacts, leftOut } = embedArtifacts(report, attachments);
  const flames = flamesSection(artifacts);
  const pictures = picturesSection(artifacts);
  const plans = queryPlans(artifacts);
  const sections = [
    { id: 'findings', name: 'Findings', body: findingsSection(report) },
    { id: 'changes', name: 'Base against head', body: changesSection(report) },
    { id: 'targets', name: 'Targets', body: targetsSection(report) },
    { id: 'queries', name: 'Queries', body: queriesSection(report, plans) },
    { id: 'production', name: 'Production', body: productionSection(report) },
    { id: 'flames', name: 'Profile', body: flames },
    { id: 'pictures', name: 'Pictures', body: pictures },
    { id: 'noise', name: 'Noise', body: noiseSection(report) },
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
<meta http-equiv="Content-Security-Policy" content="${policy({ hasFlames: flames !== null, hasPlans: plans.length > 0, hasPictures: pictures !== null })}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${conclusion}: ${headline}</title>
<style>${verbatim(THEME_STYLE + LAYOUT_STYLE + CHART_STYLE + EVIDENCE_STYLE + PLANS_STYLE)}</style>
</head>
<body class="${conclusion}">
<main>
${banner(report)}
<nav aria-label="Parts of the report">${sections.map(({ id, name }) => markup`<a href="#${id}">${name}</a>`)}<button type="button" data-theme-switch hidden>Light / dark</button></nav>
${sections.map(({ body }) => body)}
${leftOutNote(leftOut)}
</main>
<footer>Made by perfcrew ${report.perfcrew}. The whole report is inside this page as JSON, in the element <code>perfcrew-report</code>.</footer>
${embedJson('perfcrew-report', report)}
<script>${verbatim(PAGE_SCRIPT)}</script>${
    flames === null
      ? null
      : markup`
<script>${verbatim(FLAME_SCRIPT)}</script>`
  }${plans.length === 0 ? null : verbatim(planParts())}
</body>
</html>
`;
  return page.markup;
}

/** Nothing is loaded, sent or framed; our own scripts, named by hash, may run; pictures come from the page itself alone. */
function policy(has: Readonly<Record<'hasFlames' | 'hasPlans' | 'hasPictures', boolean>>): string {
  const scripts = [
    PAGE_SCRIPT_HASH,
    ...(has.hasFlames ? [FLAME_SCRIPT_HASH] : []),
    ...(has.hasPlans ? PLAN_HASHES : []),
  ];
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src ${scripts.map((hash) => `'${hash}'`).join(' ')}`,
    ...(has.hasPictures ? ['img-src data:'] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function leftOutNote(leftOut: number): Markup | null {
  if (leftOut === 0) return null;
  return markup`<p class="more">${plural(leftOut, 'picture, profile or plan', 'pictures, profiles and plans')} left out: this page holds at most ${formatBytes(ATTACHMENT_LIMITS.totalBytes)} of them. They are in the folder of the run.</p>`;
}

/** For text of our own that the browser reads raw. */
function verbatim(text: string): Markup {
  return { markup: text };
}
