// Measures base and head as the plan says: the stage is set once for all gates and struck whatever happens.
import { join } from 'node:path';
import type { PlannedGate } from '../plan/gate-plan.ts';
import { GAUGES } from './gauges.ts';
import type { MeasureRequest } from './measure-request.ts';
import type { Measurement } from './measurement.ts';
import type { PlannedGauge } from './run-gauge.ts';
import { runGauges } from './run-gauges.ts';
import { NotMeasurable, type Stage } from './stage.ts';
import { prepareStage } from './stage/prepare-stage.ts';
import { stageNeeds } from './stage-needs.ts';
import { stopWhenInterrupted } from './stop-when-interrupted.ts';
import { asHindrance, unmeasured } from './unmeasured.ts';

export async function measure(request: MeasureRequest): Promise<readonly Measurement[]> {
  const { plan, gauges = GAUGES, environment } = request;
  const planned = gauges.flatMap((gauge): PlannedGauge[] => {
    const gate = plan.gates.find((candidate) => candidate.gate === gauge.gate);
    return gate ? [{ gate, gauge }] : [];
  });
  const unknown = plan.gates.filter((gate) => !gauges.some((gauge) => gauge.gate === gate.gate));
  const missing = unknown.flatMap((gate) => unmeasured(gate, noGauge(gate), environment));
  await request.keep?.(missing);
  if (planned.length === 0) return missing;

  const stage = await setStage(planned, request);
  if (Array.isArray(stage)) {
    await request.keep?.(stage);
    return [...stage, ...missing];
  }
  await using _struck = timedStrike(stage, request);
  return [...(await runGauges(planned, stage, request)), ...missing];
}

/** Striking the stage takes time too, and the report tells it. */
function timedStrike(stage: Stage, { timekeeper }: MeasureRequest): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      const end = timekeeper?.begin('Clean up');
      await stage[Symbol.asyncDispose]();
      end?.();
    },
  };
}

/** The stage; or, where it cannot be set, what that means for every gate. */
async function setStage(
  planned: readonly PlannedGauge[],
  request: MeasureRequest,
): Promise<Stage | Measurement[]> {
  const { config, pullRequest, world, runDirectory, cacheDirectory = null, environment } = request;
  stopWhenInterrupted(world);
  try {
    return await prepareStage({
      config,
      pullRequest,
      world,
      cacheDirectory,
      timekeeper: request.timekeeper,
      needs: stageNeeds(
        planned.map(({ gauge }) => gauge),
        config,
      ),
      logsDirectory: join(runDirectory, 'logs'),
    });
  } catch (error) {
    stopWhenInterrupted(world);
    if (!(error instanceof NotMeasurable)) throw error;
    const hindrance = asHindrance(error);
    if (hindrance === null) throw error;
    return planned.flatMap(({ gate }) => unmeasured(gate, hindrance, environment));
  }
}

function noGauge({ gate }: PlannedGate): { reason: string; mend: string; causedByHead: boolean } {
  return {
    reason: `This version of perfcrew cannot run the gate ${gate}.`,
    mend: `Take ${gate} out of \`gates\` in .github/perfcrew.yml, or update perfcrew.`,
    causedByHead: false,
  };
}
