// What a reader should know though it decides nothing: improvements, warnings, and what failed on base already.
import type { Finding } from '../compare/finding.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { Reason } from './verdict.ts';

export function remarks(findings: readonly Finding[], measurements: readonly Measurement[]): Reason[] {
  const told = findings
    .filter(({ severity, kind }) => severity === 'warning' || kind === 'improvement')
    .map(({ gate, target, title, id }) => ({
      effect: 'info' as const,
      gate,
      target,
      message: title,
      finding: id,
    }));
  return [...told, ...measurements.flatMap(failingBefore)];
}

function failingBefore({ gate, target, outcome }: Measurement): Reason[] {
  if (outcome.status === 'unmeasured') return [];
  return outcome.observations
    .filter(({ side, severity }) => side === 'both' && severity === 'error')
    .map(({ title }) => ({
      effect: 'info',
      gate,
      target,
      message: `Already so on base: ${title}`,
      finding: null,
    }));
}
