// The risk as one bar from 0 to 100, each point explained below it.
import type { RiskFactor } from '../../../risk/risk-assessment.ts';
import { formatNumber } from '../../../core/format/format-number.ts';
import type { Report } from '../../report.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

/** Where the levels begin, as risk assessment draws them. */
const LEVEL_STARTS = [
  { from: 0, name: 'minimal' },
  { from: 20, name: 'standard' },
  { from: 40, name: 'thorough' },
  { from: 70, name: 'comprehensive' },
] as const;
const SHADES = 6;
const MOST_FACTORS = 60;
const MOST_PLACES = 20;

export function riskSection({ risk }: Report): Markup {
  return markup`<section id="risk"><h2>Risk</h2>
  <p class="lead"><strong class="big">${risk.score}</strong> of 100, level <strong>${risk.level}</strong>, by the policy ${cutText(risk.policy, 60)}.</p>
  ${bar(risk)}
  <ul class="factors">${risk.factors.slice(0, MOST_FACTORS).map(factorItem)}</ul>
  ${risk.factors.length === 0 ? markup`<p>No factor gave a point.</p>` : null}
  ${notes(risk)}
</section>`;
}

function bar({ factors, score }: Report['risk']): Markup {
  const positive = factors.filter(({ points }) => points > 0);
  const sum = positive.reduce((total, { points }) => total + points, 0);
  // Factors may add up to more than the score, which is capped: the bar shows the score.
  const share = sum > 0 ? score / sum : 0;
  let from = 0;
  const segments = positive.slice(0, MOST_FACTORS).map(({ points, reason }, place) => {
    const width = points * share;
    const segment = markup`<rect class="shade-${place % SHADES}" x="${from.toFixed(2)}%" width="${width.toFixed(2)}%" y="0" height="28" data-tip="+${formatNumber(points)}: ${cutText(reason, 200)}"/>`;
    from += width;
    return segment;
  });
  const levels = LEVEL_STARTS.map(
    ({ from: start, name }) =>
      markup`${start === 0 ? null : markup`<line x1="${start}%" x2="${start}%" y1="0" y2="36"/>`}<text x="${start}%" dx="3" y="46">${name}</text>`,
  );
  return markup`<svg class="risk-bar" width="100%" height="52" role="img" aria-label="Risk ${score} of 100"><rect class="track" width="100%" height="28" rx="4"/>${segments}${levels}</svg>`;
}

function factorItem({ points, reason, evidence }: RiskFactor, place: number): Markup {
  const shown = evidence.slice(0, MOST_PLACES);
  const places = shown.map(
    ({ path, line }) => markup`<code>${cutText(path, 160)}${line === null ? '' : `:${line}`}</code> `,
  );
  return markup`<li><span class="points shade-${place % SHADES}">${points < 0 ? '' : '+'}${formatNumber(points)}</span><div><p>${cutText(reason, 300)}</p><p class="places">${places}</p></div></li>`;
}

function notes({ raised, override }: Report['risk']): Markup | null {
  const lines = [
    ...raised
      .slice(0, 20)
      .map(({ to, reason }) => markup`<li>Raised to <strong>${to}</strong>: ${cutText(reason, 300)}</li>`),
    ...(override === null
      ? []
      : [
          markup`<li>Set to <strong>${override.level}</strong> by ${cutText(override.by, 80)}: ${cutText(override.reason, 300)}</li>`,
        ]),
  ];
  return lines.length === 0 ? null : markup`<ul class="notes">${lines}</ul>`;
}
