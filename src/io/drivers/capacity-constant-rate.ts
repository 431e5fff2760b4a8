// Requests at a constant rate, each timed from the moment it was due. A closed loop sends nothing while the server
// stalls, and so leaves out just the requests that would have waited ("coordinated omission": Tene, How NOT to Measure
// Latency, 2013; open against closed: Schroeder, Wierman and Harchol-Balter, NSDI 2006). Users do not wait for each other.
import { Agent, request, type ClientRequest } from 'node:http';
import type { ConstantRateAnswer, ConstantRateJob } from '../../ports/capacity-driver.ts';
import { drain } from './capacity-drain.ts';
import { exactQuantile } from './exact-quantile.ts';
import { latencyQuantiles } from './capacity-quantiles.ts';

export async function sendAtConstantRate(job: ConstantRateJob): Promise<ConstantRateAnswer> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: job.mostInFlight,
    maxFreeSockets: job.mostInFlight,
  });
  const waiting = new Map<number, ClientRequest>();
  const latenciesMs: number[] = [];
  const latenessesMs: number[] = [];
  const total = Math.floor(((job.leadInMs + job.durationMs) / 1000) * job.ratePerSec);
  const tally = { due: 0, succeeded: 0, failed: 0, mostInFlight: 0, heldBack: 0 };
  const startedAt = performance.now();
  const offsetMs = (number: number): number => (number * 1000) / job.ratePerSec;
  const dueAt = (number: number): number => startedAt + offsetMs(number);
  // Not by the clock: adding it and taking it away again loses the last digit, and with it a request.
  const isTimed = (number: number): boolean => offsetMs(number) >= job.leadInMs;
  const idle = Promise.withResolvers<void>();
  let next = 0;

  function settle(number: number, isSuccess: boolean): void {
    if (!waiting.delete(number)) return;
    if (isTimed(number)) {
      tally[isSuccess ? 'succeeded' : 'failed'] += 1;
      if (isSuccess) latenciesMs.push(performance.now() - dueAt(number));
    }
    if (next >= total && waiting.size === 0) idle.resolve();
  }

  function send(number: number): void {
    const { method, headers } = job;
    const asking = request(job.url, { method, headers, agent }, (response) => {
      const { statusCode = 0 } = response;
      response.resume();
      response.on('end', () => settle(number, statusCode >= 200 && statusCode < 300));
      response.on('error', () => settle(number, false));
    });
    asking.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection at the moment it was used again: nobody's failure.
      if (asking.reusedSocket && error.code === 'ECONNRESET' && waiting.has(number)) send(number);
      else settle(number, false);
    });
    waiting.set(number, asking);
    asking.end(job.body ?? undefined);
  }

  const lastSent = Promise.withResolvers<void>();
  function sendWhatIsDue(): void {
    for (; next < total && dueAt(next) <= performance.now(); next += 1) {
      if (isTimed(next)) {
        tally.due += 1;
        latenessesMs.push(performance.now() - dueAt(next));
        if (waiting.size >= job.mostInFlight) tally.heldBack += 1;
      }
      send(next);
      tally.mostInFlight = Math.max(tally.mostInFlight, Math.min(waiting.size, job.mostInFlight));
    }
    if (next < total) setTimeout(sendWhatIsDue, dueAt(next) - performance.now());
    else lastSent.resolve();
  }
  sendWhatIsDue();
  await lastSent.promise;

  const backlog = waiting.size;
  if (backlog > 0) {
    const patience = setTimeout(idle.resolve, job.drainMs);
    await idle.promise;
    clearTimeout(patience);
  }
  const left = [...waiting].filter(([number]) => isTimed(number));
  for (const [number] of left) latenciesMs.push(performance.now() - dueAt(number));
  const abandoned = [...waiting.values()];
  waiting.clear();
  for (const asking of abandoned) asking.destroy();
  agent.destroy();
  if (abandoned.length > 0) await drain(job);

  const late = latenessesMs.toSorted((one, other) => one - other);
  const [p50, p99] = [exactQuantile(late, 0.5), exactQuantile(late, 0.99)];
  return {
    kind: 'constant-rate',
    latencyMs: latencyQuantiles(latenciesMs),
    latenessMs: p50 === null || p99 === null ? null : { p50, p99 },
    ...tally,
    unanswered: left.length,
    backlog,
  };
}
