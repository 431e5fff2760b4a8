// What a reader should know though it decides nothing: improvements, warnings, and what failed on base already.
import type { Finding } from '../compare/finding.ts';
import type { Measurement, Observation } from '../measure/measurement.ts';
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

/** A command that fails on both sides is only a warning to its gauge, and yet the first thing its owner should hear. */
function failingBefore(measurement: Measurement): Reason[] {
  const { gate, target } = measurement;
  return failuresOnBoth(measurement).map(({ title }) => ({
    effect: 'info',
    gate,
    target,
    message: `Not by this change: ${title}`,
    finding: null,
  }));
}

export function failuresOnBoth({ outcome }: Measurement): readonly Observation[] {
  if (outcome.status === 'unmeasured') return [];
  return outcome.observations.filter(
    ({ side, severity, kind }) => side === 'both' && (severity === 'error' || kind === 'command-failed'),
  );
}
