// One rung of the ladder on autocannon: so many connections, one request in flight on each. Requests are timed and
// failures counted by ourselves: autocannon takes a connection that is closed without an answer for nothing at all.
import { performance } from 'node:perf_hooks';
import autocannon from 'autocannon';
import type { RungAnswer, RungJob } from '../../ports/capacity-driver.ts';
import { drain } from './capacity-drain.ts';
import { latencyQuantiles } from './capacity-quantiles.ts';

/** A refused connection is retried at once; after so many per connection the server is gone and the rung ends. */
const BAILOUT_PER_CONNECTION = 50;

/** A request that has waited all through the stretch while others were answered many times over gets so long to prove … */
const GRACE_MS = 1_500;
/** … that it was not forgotten; where the slowest answer took a larger part of the stretch than this, all are slow. */
const SLOW_SHARE = 1 / 3;

interface Flight {
  sentAt: number;
  isOpen: boolean;
  /** The server said that it closes the connection: what is sent on it afterwards is lost by agreement. */
  isClosing: boolean;
}

export async function climbRung(job: RungJob): Promise<RungAnswer> {
  const latenciesMs: number[] = [];
  const flights: Flight[] = [];
  let [succeeded, failed, lost] = [0, 0, 0];
  // Set once all connections are under way: opening 400 takes its time.
  let timedFrom = Infinity;
  let stoppedAt: number | null = null;
  let mayStop = false;
  let idleFrom = performance.eventLoopUtilization();
  let busy = 0;
  let slowestMs = 0;

  const ended = Promise.withResolvers<void>();
  const { url, method, headers, body, connections, leadInMs, durationMs, maximumMs } = job;
  const cannon = autocannon(
    {
      url,
      method,
      headers,
      ...(body === null ? {} : { body }),
      connections,
      pipelining: 1,
      duration: (leadInMs + maximumMs + GRACE_MS) / 1000 + 1,
      timeout: Math.ceil((leadInMs + maximumMs + GRACE_MS) / 1000) + 1,
      sampleInt: 20,
      setupClient: (client) => flights.push(follow(client)),
    },
    (error: Error | null) => (error ? ended.reject(error) : ended.resolve()),
  );
  timedFrom = performance.now() + leadInMs;
  const timers = [
    setTimeout(() => (idleFrom = performance.eventLoopUtilization()), leadInMs),
    setTimeout(() => {
      mayStop = true;
      if (succeeded + failed >= job.minimumResponses) stop();
    }, leadInMs + durationMs),
    setTimeout(stop, leadInMs + Math.max(durationMs, maximumMs)),
  ];

  function stop(): void {
    if (stoppedAt !== null) return;
    stoppedAt = performance.now();
    busy = performance.eventLoopUtilization(idleFrom).utilization;
    const isSlow = slowestMs > SLOW_SHARE * (stoppedAt - timedFrom);
    if (isSlow || forgotten().length === 0) cannon.stop();
    else timers.push(setTimeout(() => cannon.stop(), GRACE_MS));
  }

  function forgotten(): readonly Flight[] {
    return flights.filter(({ isOpen, sentAt }) => isOpen && sentAt < timedFrom);
  }

  function count(isSuccess: boolean): void {
    if (isSuccess) succeeded += 1;
    else failed += 1;
    if (mayStop && succeeded + failed >= job.minimumResponses) stop();
  }

  function follow(client: autocannon.Client): Flight {
    const flight: Flight = { sentAt: performance.now(), isOpen: false, isClosing: false };
    const events: NodeJS.EventEmitter = client;
    events.on('request', () => {
      const now = performance.now();
      // Only a new connection sends while a request is open: the old one broke.
      if (flight.isOpen && !flight.isClosing) {
        lost += 1;
        if (now >= timedFrom && stoppedAt === null) count(false);
        if (lost > BAILOUT_PER_CONNECTION * connections) {
          failed = Math.max(failed, lost);
          stop();
          cannon.stop();
        }
      }
      if (flight.isOpen) flight.isClosing = false;
      flight.sentAt = now;
      flight.isOpen = true;
    });
    events.on('headers', (head: { readonly shouldKeepAlive?: boolean }) => {
      flight.isClosing = head.shouldKeepAlive === false;
    });
    client.on('response', (statusCode) => {
      const now = performance.now();
      flight.isOpen = false;
      if (stoppedAt !== null && forgotten().length === 0) cannon.stop();
      if (now < timedFrom || stoppedAt !== null) return;
      slowestMs = Math.max(slowestMs, now - flight.sentAt);
      const isSuccess = statusCode >= 200 && statusCode < 300;
      if (isSuccess) latenciesMs.push(now - flight.sentAt);
      count(isSuccess);
    });
    return flight;
  }

  await ended.promise;
  for (const timer of timers) clearTimeout(timer);
  const endedAt = stoppedAt ?? performance.now();
  return {
    kind: 'rung',
    latencyMs: latencyQuantiles(latenciesMs),
    succeeded,
    failed,
    stuck: forgotten().length,
    durationMs: Math.max(0, endedAt - timedFrom),
    generatorBusy: Math.min(1, Math.max(0, busy)),
    drainedMs: await drain(job),
  };
}
