// The check run while the gates still run: the risk and the plan, seconds after the push.
import { formatMinutes } from '../../core/format/format-duration.ts';
import { plural } from '../../core/format/plural.ts';
import { fitParts, type Part } from '../markdown/fit-parts.ts';
import { planBody } from '../markdown/parts/plan-part.ts';
import { riskBody } from '../markdown/parts/risk-part.ts';
import type { GatePlan } from '../../plan/gate-plan.ts';
import type { CheckRun } from '../../ports/forge.ts';
import type { RiskAssessment } from '../../risk/risk-assessment.ts';
import { countBytes } from '../text/count-bytes.ts';
import { CHECK_TEXT_LIMIT } from './compose-check-run.ts';

export interface PlanCheckParts {
  readonly risk: RiskAssessment;
  readonly plan: GatePlan;
  readonly headSha: string;
  readonly name: string;
}

export function composePlanCheck({ risk, plan, headSha, name }: PlanCheckParts): CheckRun {
  const gates = plural(plan.gates.length, 'gate');
  return {
    name,
    headSha,
    status: 'in_progress',
    conclusion: null,
    title: `Risk ${risk.score} of 100 (${risk.level}): ${gates}, about ${formatMinutes(plan.estimatedMinutes)}`,
    summary: fitParts([riskSection(risk), planSection(plan)], {
      limit: CHECK_TEXT_LIMIT,
      measure: countBytes,
      assemble: (texts) => `${texts.filter((text) => text !== '').join('\n\n')}\n`,
    }),
    text: null,
    annotations: [],
    actions: [],
    detailsUrl: null,
  };
}

function riskSection(risk: RiskAssessment): Part {
  const render = (limit: number, evidence: number) => () =>
    `### Risk ${risk.score} of 100: ${risk.level}\n\n${riskBody(risk, { limit, evidence })}`;
  return { name: 'risk', weight: 2, variants: [render(60, 3), render(20, 1), render(4, 0)], kept: true };
}

function planSection(plan: GatePlan): Part {
  const render = (targets: number) => () => `### Plan\n\n${planBody(plan, targets)}`;
  return { name: 'plan', weight: 1, variants: [render(6), render(1), render(0)], kept: true };
}
