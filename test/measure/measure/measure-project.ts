// Measures a project as `perfcrew measure` does, with the gates the test names.
import type { GateId } from '../../../src/core/gate-id.ts';
import type { Gauge } from '../../../src/measure/gauge.ts';
import { measure } from '../../../src/measure/measure.ts';
import type { MeasureRequest } from '../../../src/measure/measure-request.ts';
import type { Measured, Measurement, Unmeasured } from '../../../src/measure/measurement.ts';
import { measurementSchema } from '../../../src/measure/measurement.ts';
import type { PlannedGate } from '../../../src/plan/gate-plan.ts';
import type { World } from '../../../src/ports/world.ts';
import { ENVIRONMENT, type Project } from '../stage/project.ts';

export interface MeasureOptions {
  readonly gauges?: readonly Gauge[];
  readonly world?: World;
  readonly keep?: NonNullable<MeasureRequest['keep']>;
  readonly fails?: NonNullable<MeasureRequest['fails']>;
  readonly timekeeper?: NonNullable<MeasureRequest['timekeeper']>;
}

export function gate(id: GateId, change: Partial<PlannedGate> = {}): PlannedGate {
  return {
    gate: id,
    subset: 'all',
    targets: [],
    required: true,
    reason: 'test',
    estimatedMinutes: 1,
    ...change,
  };
}

export async function measureProject(
  project: Project,
  gates: readonly PlannedGate[],
  { world = project.world, ...more }: MeasureOptions = {},
): Promise<readonly Measurement[]> {
  const { pullRequest, diff, config, scratch } = project;
  const measurements = await measure({
    plan: {
      document: 'gate-plan',
      version: 1,
      level: 'standard',
      skipped: [],
      estimatedMinutes: 1,
      fullMinutes: 1,
      gates,
      matrix: { include: [] },
    },
    pullRequest,
    diff,
    config,
    world,
    seed: 1,
    runDirectory: scratch,
    environment: ENVIRONMENT,
    ...more,
  });
  // Whatever is measured must be a document.
  return measurements.map((measurement) => measurementSchema.parse(measurement));
}

export function measured(measurement: Measurement | undefined): Measured {
  if (measurement?.outcome.status === 'measured') return measurement.outcome;
  throw new Error(`Not measured: ${JSON.stringify(measurement?.outcome)}`);
}

export function notMeasured(measurement: Measurement | undefined): Unmeasured {
  if (measurement?.outcome.status === 'unmeasured') return measurement.outcome;
  throw new Error(`Measured: ${JSON.stringify(measurement?.outcome)}`);
}
