// The risk with every point explained.
import type { RiskFactor } from '../../../risk/risk-assessment.ts';
import { formatNumber } from '../../../core/format/format-number.ts';
import type { Report } from '../../report.ts';
import { codeSpan, escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { tableOf } from '../../../core/markdown/table.ts';

export function riskPart({ risk }: Pick<Report, 'risk'>): Part {
  const summary = `Risk ${risk.score} of 100: ${risk.level}`;
  const render = (limit: number, evidence: number) => () =>
    fold(summary, riskBody(risk, { limit, evidence }));
  return { name: 'risk', weight: 30, variants: [render(40, 3), render(10, 1), render(4, 0)], kept: false };
}

export function riskBody(
  risk: Report['risk'],
  { limit, evidence }: { readonly limit: number; readonly evidence: number },
): string {
  const points = tableOf(
    {
      head: ['Points', 'Why', 'Earned by'],
      align: 'rll',
      rows: risk.factors.map((factor) => [
        signedPoints(factor.points),
        escapeProse(factor.reason, 200),
        earnedBy(factor, evidence),
      ]),
    },
    limit,
  );
  const raised = risk.raised.map(({ to, reason }) => `- Raised to **${to}**: ${escapeProse(reason, 200)}`);
  const override =
    risk.override === null
      ? []
      : [
          `- Set to **${risk.override.level}** by ${escapeProse(risk.override.by, 80)}: ${escapeProse(risk.override.reason, 200)}`,
        ];
  const changes = [...raised.slice(0, 10), ...override];
  const factors = risk.factors.length === 0 ? 'No factor gave a point.' : points;
  return [
    factors,
    ...(changes.length === 0 ? [] : [changes.join('\n')]),
    `Policy: ${codeSpan(risk.policy, 60)}`,
  ].join('\n\n');
}

function signedPoints(points: number): string {
  return points < 0 ? formatNumber(points) : `+${formatNumber(points)}`;
}

function earnedBy({ evidence }: RiskFactor, most: number): string {
  const shown = evidence
    .slice(0, most)
    .map(({ path, line }) => codeSpan(line === null ? path : `${path}:${line}`, 100));
  const hidden = evidence.length - shown.length;
  return [...shown, ...(hidden > 0 ? [`${hidden} more`] : [])].join(', ') || '–';
}
