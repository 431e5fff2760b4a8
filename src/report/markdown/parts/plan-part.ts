// Which gates ran, which were skipped and why, and what that spared.
import { formatMinutes } from '../../../core/format/format-duration.ts';
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { minutesSaved } from '../../select/minutes-saved.ts';
import { codeSpan, escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { table } from '../../../core/markdown/table.ts';

export function planPart({ plan }: Pick<Report, 'plan'>): Part {
  const saved = minutesSaved(plan);
  const spared = saved.minutes > 0 ? `, about ${formatMinutes(saved.minutes)} saved` : '';
  const summary = `Plan: ${plural(plan.gates.length, 'gate')} run, ${plan.skipped.length} skipped${spared}`;
  const render = (targets: number) => () => fold(summary, planBody(plan, targets));
  return { name: 'the plan', weight: 25, variants: [render(6), render(1)], kept: false };
}

export function planBody(plan: Report['plan'], targets: number): string {
  const gates = plan.gates.map((gate) => [
    gate.gate,
    gate.subset,
    listTargets(gate.targets, targets),
    gate.required ? 'required' : 'advisory',
    escapeProse(gate.reason, 160),
    formatMinutes(gate.estimatedMinutes),
  ]);
  const skipped = [...Map.groupBy(plan.skipped, ({ reason }) => reason)].map(
    ([reason, gates]) => `- ${gates.map(({ gate }) => gate).join(', ')}: ${escapeProse(reason, 160)}`,
  );
  const saved = minutesSaved(plan);
  return [
    table({ head: ['Gate', 'Runs on', 'Targets', 'Role', 'Why', 'Estimate'], align: 'lllllr', rows: gates }),
    ...(skipped.length === 0 ? [] : [`Skipped:\n\n${skipped.join('\n')}`]),
    `Estimated ${formatMinutes(plan.estimatedMinutes)} instead of ${formatMinutes(plan.fullMinutes)} for everything (${saved.percent} % less).`,
  ].join('\n\n');
}

function listTargets(targets: readonly string[], most: number): string {
  const shown = targets.slice(0, most).map((target) => codeSpan(target, 60));
  const hidden = targets.length - shown.length;
  return [...shown, ...(hidden > 0 ? [`${hidden} more`] : [])].join(', ') || '–';
}
