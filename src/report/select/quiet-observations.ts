// Tables and texts the gauges kept that no finding tells: concurrency ladders, live-heap slopes, answers that differ on both sides.
import type { Observation } from '../../measure/measurement.ts';
import type { Report } from '../report.ts';

export interface QuietObservation {
  readonly gate: Report['measurements'][number]['gate'];
  readonly target: string;
  readonly observation: Observation;
}

export function quietObservations({ measurements, findings }: Report): readonly QuietObservation[] {
  const told = new Set(findings.map(({ gate, target, title }) => JSON.stringify([gate, target, title])));
  return measurements.flatMap(({ gate, target, outcome }) =>
    outcome.status === 'unmeasured'
      ? []
      : outcome.observations
          .filter(
            ({ title, evidence }) =>
              !told.has(JSON.stringify([gate, target, title])) &&
              (hasText(evidence.base) || hasText(evidence.head)),
          )
          .map((observation) => ({ gate, target, observation })),
  );
}

function hasText(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}
