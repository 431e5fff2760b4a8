// The rounds of one route in one restart, by the driver: base and head in turn, and the live heap after each round.
import type { RouteTarget } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import {
  enduranceAnswerSchema,
  type EnduranceAnswer,
  type EnduranceJob,
} from '../../ports/endurance-driver.ts';
import type { World } from '../../ports/world.ts';
import type { Random } from '../../stats/random.ts';
import { pairOrders } from '../pair-order.ts';
import { runDriver } from '../run-driver.ts';
import { NotMeasurable, type RunningApp } from '../stage.ts';
import type { EndurancePlan } from './plan-endurance.ts';

export interface RoundsRequest {
  readonly route: RouteTarget;
  readonly apps: Readonly<Record<Side, RunningApp>>;
  readonly sockets: Readonly<Record<Side, string>>;
  readonly plan: EndurancePlan;
  readonly random: Random;
  /** Where the driver runs; any folder that is there. */
  readonly directory: string;
}

const LEAST_REQUESTS = 100;
const MOST_REQUESTS = 2_000;
/** On a slow route a round is fewer requests, and only a leak that is the larger for each is seen. */
const MAXIMUM_ROUND_MS = 500;

/** What was read; or, where the driver gave nothing, how it failed. */
export async function runRounds(world: World, request: RoundsRequest): Promise<EnduranceAnswer | string> {
  const { route, apps, sockets, plan, directory } = request;
  const order = pairOrders(plan.rounds, request.random).flat();
  const sideJob = (side: Side) => ({ url: apps[side].origin + route.path, socketsDirectory: sockets[side] });
  const { method, body, connections } = route;
  const job: EnduranceJob = {
    do: 'endurance',
    request: { method, headers: { ...route.headers }, body, connections },
    sides: { base: sideJob('base'), head: sideJob('head') },
    order,
    warmUpMs: plan.warmUpMs,
    roundMs: plan.roundMs,
    leastRequests: Math.max(LEAST_REQUESTS, connections),
    mostRequests: Math.max(MOST_REQUESTS, connections),
    maximumMs: MAXIMUM_ROUND_MS,
  };
  const { answers, failure } = await runDriver(world, {
    driver: 'profile-driver',
    job,
    answer: enduranceAnswerSchema,
    directory,
    timeoutMs: 60_000 + 2 * MAXIMUM_ROUND_MS * (order.length + 2),
  });
  const [answer] = answers;
  if (failure !== null || answer === undefined)
    return failure ?? 'The profile driver ended without an answer';
  for (const { side, processes } of answer.readings) {
    if (processes.length > 0) continue;
    // An app that died answers nothing either, and that is told by its last words.
    if (!apps[side].alive()) return `The app of ${side} died while it was asked.`;
    throw notNode(side);
  }
  return answer;
}

function notNode(side: Side): NotMeasurable {
  // Never told as head's doing: moving away from Node is no regression.
  return new NotMeasurable('base', {
    reason: `The heap of the app of ${side} could not be read: it has no Node process that took up the module that reads it. Only apps that run on Node 20 or newer can be tested for leaks.`,
    mend: 'Leave NODE_OPTIONS in `app.start` as it comes if this is a Node app; otherwise set `gates.<level>.endurance.run: skip` in .github/perfcrew.yml.',
  });
}
