// The local scheduler: timed gates one after another with the cores to themselves, the others side by side in between.
import type { MeasureRequest } from './measure-request.ts';
import type { Measurement } from './measurement.ts';
import { planWaves } from './plan-waves.ts';
import { isTimed, phaseOf, runGauge, type PlannedGauge } from './run-gauge.ts';
import { shareBudget } from './share-budget.ts';
import type { Stage } from './stage.ts';
import { stopWhenInterrupted } from './stop-when-interrupted.ts';
import { beginPhase } from './timekeeper.ts';

interface Booked {
  readonly planned: PlannedGauge;
  readonly timed: boolean;
  readonly rewrites: boolean;
}

/** Measurements in the order of the gauges, whichever ended first; each gate's are handed on as it ends. */
export async function runGauges(
  planned: readonly PlannedGauge[],
  stage: Stage,
  request: MeasureRequest,
): Promise<readonly Measurement[]> {
  const { config, world, environment } = request;
  const results = new Map<PlannedGauge, readonly Measurement[]>();
  let leftMs = config.budget.minutes * 60_000;

  async function run(one: PlannedGauge): Promise<void> {
    const budgetMs = isTimed(one) ? shareBudget(leftMs, expectedFrom(one, planned)) : Math.max(0, leftMs);
    const begunMs = world.clock.elapsed();
    const end = beginPhase({ log: world.log, timekeeper: request.timekeeper }, phaseOf(one));
    let measurements: readonly Measurement[] | null = null;
    try {
      const before = [...results.values()].flat();
      measurements = await runGauge(one, { stage, budgetMs, request, before });
    } finally {
      end(measurements === null ? 'ended early' : summary(measurements));
      // Only measuring spends measuring time; what the project's own checks take is theirs.
      if (isTimed(one) && one.gauge.budgeted !== false) leftMs -= world.clock.elapsed() - begunMs;
    }
    results.set(one, measurements);
    await request.keep?.(measurements);
  }

  for (const wave of planWaves(planned.map((one) => book(one, request)))) {
    stopWhenInterrupted(world);
    await sideBySide(wave, environment.cpuCount, ({ planned: one }) => run(one));
  }
  return planned.flatMap((one) => results.get(one) ?? []);
}

function book(planned: PlannedGauge, { config }: MeasureRequest): Booked {
  return { planned, timed: isTimed(planned), rewrites: planned.gauge.rewrites?.(config) ?? false };
}

/** What the plan expects of this gate and of the required timed ones after it: optional ones get what is left. */
function expectedFrom(one: PlannedGauge, planned: readonly PlannedGauge[]): readonly number[] {
  return planned
    .slice(planned.indexOf(one))
    .filter((next) => isTimed(next) && (next === one || next.gate.required))
    .map(({ gate }) => gate.estimatedMinutes);
}

/**
 * As many at once as there are cores. After a failure nothing more begins, but what runs comes to its end before the failure
 * goes on: nobody may take away the checkouts under a running command, and its result is kept.
 */
async function sideBySide<Item>(
  items: readonly Item[],
  cores: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  let failed = false;
  async function takeTurns(): Promise<void> {
    for (let item = waiting.shift(); item !== undefined && !failed; item = waiting.shift()) {
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const turns = Array.from({ length: Math.max(1, cores) }, takeTurns);
  const failure = (await Promise.allSettled(turns)).find((turn) => turn.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

function summary(results: readonly Measurement[]): string {
  const missed = results.filter(({ outcome }) => outcome.status === 'unmeasured').length;
  if (missed === 0) return 'measured';
  return missed === results.length ? 'not measured' : `${missed} of ${results.length} targets not measured`;
}
