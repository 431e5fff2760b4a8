// The behaviour gauge: a change that makes a route quicker by answering something else is no improvement. The same requests
// go to base, to base again and to head; what base answers differently by itself is left out, the rest must be alike.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import type { AskedRequest } from './answer.ts';
import { ANSWER_TIMEOUT_MS } from './ask-all.ts';
import { type IgnoreRules, readIgnoreRules } from './ignore-rules.ts';
import { judgeRequest, type RequestBehaviour } from './judge-request.ts';
import { observeBehaviour } from './observe-behaviour.ts';
import { type Death, type Visit, visit } from './visit.ts';

export const behaviourGauge: Gauge = {
  gate: 'behaviour',
  needs: ['app'],
  timed: false,
  measure: measureBehaviour,
};

/** Fresh processes twice: what depends on the start or on the second shows. */
const VISITS = 2;
/** Clocks that count seconds must have gone on between two visits. */
const APART_MS = 1_100;
const MOST_REQUESTS_OF_A_ROUTE = 20;

async function measureBehaviour(context: GaugeContext): Promise<readonly Measurement[]> {
  const { config, gate, world, environment } = context;
  const routes = config.targets.routes.filter((route) => gate.targets.includes(routeName(route)));
  const asked = new Map(routes.map((route) => [route, requestsOf(route)] as const));
  const rules = readIgnoreRules(config.behaviour.ignore);
  const beganMs = world.clock.elapsed();
  const visits = await visitAll(context, [...asked.values()].flat(), rules);
  const durationMs = (world.clock.elapsed() - beganMs) / Math.max(1, routes.length);
  return [...asked].map(([route, requests]) => ({
    document: 'measurement',
    version: 1,
    gate: gate.gate,
    target: routeName(route),
    environment,
    durationMs,
    outcome: outcomeOf(route, requests, { visits, rules }),
    artifacts: [],
  }));
}

function requestsOf({ method, path, variants, headers, body }: RouteTarget): AskedRequest[] {
  const paths = [...new Set([path, ...variants])].slice(0, MOST_REQUESTS_OF_A_ROUTE);
  return paths.map((one) => ({ method, path: one, headers, body }));
}

/** One visit more where something differs: only what fresh processes say again is told. */
async function visitAll(
  context: GaugeContext,
  requests: readonly AskedRequest[],
  rules: IgnoreRules,
): Promise<readonly Visit[]> {
  const { clock, signal } = context.world;
  const visits: Visit[] = [];
  const differs = () => requests.some((request) => judgeRequest(request, visits, rules)?.differences.length);
  let mayBeginMs = 0;
  while (visits.length < VISITS || (visits.length === VISITS && differs())) {
    await clock.sleep(Math.max(0, mayBeginMs - clock.elapsed()), signal);
    mayBeginMs = clock.elapsed() + APART_MS;
    visits.push(await visit(context, requests, visits.length + 1));
  }
  return visits;
}

function outcomeOf(
  route: RouteTarget,
  requests: readonly AskedRequest[],
  { visits, rules }: { readonly visits: readonly Visit[]; readonly rules: IgnoreRules },
): Outcome {
  const judged: RequestBehaviour[] = [];
  const left: string[] = [];
  for (const request of requests) {
    const behaviour = judgeRequest(request, visits, rules);
    if (behaviour !== null) judged.push(behaviour);
    else left.push(`${request.method} ${request.path} was not compared: ${whyNot(request, visits)}`);
  }
  const hidden = new Set([route.path, ...route.variants]).size - requests.length;
  if (hidden > 0)
    left.push(`${hidden} more variants were not asked: ${MOST_REQUESTS_OF_A_ROUTE} are the most.`);
  const death = visits.find((one) => one.death !== null)?.death ?? null;
  const isDeadly = death?.party === 'head' && requests.includes(death.request);
  if (judged.length > 0 && !isDeadly) {
    const observation = observeBehaviour({ route, requests: judged, left, rules });
    return { status: 'measured', series: [], observations: [observation] };
  }
  return {
    status: 'unmeasured',
    reason: isDeadly ? `The app on head died when ${told(death)}` : left.join(' '),
    mend: mendOf(route, death),
    // Once may be chance.
    causedByHead: visits.every((one) => one.death?.party === 'head'),
  };
}

function whyNot(request: AskedRequest, visits: readonly Visit[]): string {
  const death = visits.find(({ exchanges }) => !exchanges.has(request))?.death ?? null;
  if (death !== null) {
    return `the app on ${sideOf(death)} died when ${told(death)}`;
  }
  return `base does not answer within ${ANSWER_TIMEOUT_MS / 1000} s, so there is nothing to compare.`;
}

function told({ request, lastWords }: Death): string {
  return `${request.method} ${request.path} was asked. ${lastWords}`;
}

function mendOf(route: RouteTarget, death: Death | null): string {
  if (death === null) return `Give ${routeName(route)} a path in \`targets.routes\` that answers at once.`;
  return `Start the app of ${sideOf(death)}, ask ${death.request.method} ${death.request.path} and mend the crash.`;
}

function sideOf({ party }: Death): 'base' | 'head' {
  return party === 'head' ? 'head' : 'base';
}
