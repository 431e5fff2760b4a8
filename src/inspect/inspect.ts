// Runs the gates that only read: the change comes as text from git, known costs and dangers go out as measurements.
import type { Diff } from '../change/diff.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { GateId } from '../core/gate-id.ts';
import type { Environment } from '../measure/environment.ts';
import type { Measurement, Observation } from '../measure/measurement.ts';
import { stopWhenInterrupted } from '../measure/stop-when-interrupted.ts';
import { beginPhase, type Timekeeper } from '../measure/timekeeper.ts';
import { asHindrance, unmeasured } from '../measure/unmeasured.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { World } from '../ports/world.ts';
import { readChange, type ChangeTexts } from './change-texts.ts';
import { observeSecurity } from './security/observe-security.ts';
import { observeStatic } from './static/observe-static.ts';

export interface InspectRequest {
  readonly plan: GatePlan;
  readonly pullRequest: PullRequest;
  readonly diff: Diff;
  readonly environment: Environment;
  /** Told of the measurements when they are there. */
  readonly keep?: (measurements: readonly Measurement[]) => Promise<void>;
  readonly timekeeper?: Timekeeper;
}

const READERS: Readonly<Partial<Record<GateId, (texts: ChangeTexts) => readonly Observation[]>>> = {
  static: observeStatic,
  security: observeSecurity,
};

/** None where the plan has no such gate. */
export async function inspect(
  request: InspectRequest,
  world: Pick<World, 'git' | 'clock' | 'log' | 'signal'>,
): Promise<readonly Measurement[]> {
  const planned = request.plan.gates.filter(({ gate }) => READERS[gate] !== undefined);
  if (planned.length === 0) return [];
  const end = beginPhase({ log: world.log, timekeeper: request.timekeeper }, 'Read the change');
  try {
    const measurements = await readAll(planned, request, world);
    await request.keep?.(measurements);
    return measurements;
  } finally {
    end();
  }
}

async function readAll(
  planned: GatePlan['gates'],
  request: InspectRequest,
  world: Pick<World, 'git' | 'clock' | 'signal'>,
): Promise<readonly Measurement[]> {
  const { environment } = request;
  try {
    const texts = await readChange(request, world.git);
    return planned.flatMap(({ gate }) => {
      stopWhenInterrupted(world);
      const begunMs = world.clock.elapsed();
      const observations = READERS[gate]?.(texts) ?? [];
      const measurement: Measurement = {
        document: 'measurement',
        version: 1,
        gate,
        target: gate,
        environment,
        durationMs: world.clock.elapsed() - begunMs,
        outcome: { status: 'measured', series: [], observations: [...observations, ...unreadNote(texts)] },
        artifacts: [],
      };
      return [measurement];
    });
  } catch (error) {
    stopWhenInterrupted(world);
    const hindrance = asHindrance(error);
    if (hindrance === null) throw error;
    return planned.flatMap((gate) => unmeasured(gate, hindrance, environment));
  }
}

/** Nobody should take silence about such files for praise. */
function unreadNote({ unread }: ChangeTexts): readonly Observation[] {
  if (unread === null) return [];
  return [
    {
      kind: 'not-read',
      side: 'head',
      severity: 'note',
      title: 'Not all of the change was read',
      detail: unread,
      evidence: { base: null, head: null },
      clues: [],
      location: null,
    },
  ];
}
