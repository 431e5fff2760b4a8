// One round on autocannon, timed by ourselves: autocannon's clock drifts when a server closes its connections.
import autocannon from 'autocannon';
import type { LoadAnswer, LoadJob } from '../../ports/load-driver.ts';
import { exactQuantile } from './exact-quantile.ts';

interface Tally {
  readonly latenciesMs: number[];
  readonly sizesBytes: number[];
  responses: number;
  non2xx: number;
  errors: number;
  served: number;
}

/** Refused connections are retried at once; after so many per connection the server is gone and the round ends. */
const BAILOUT_PER_CONNECTION = 50;
/** How often autocannon looks whether it may end. */
const END_CHECK_MS = 5;

export async function runLoadRound(job: LoadJob): Promise<LoadAnswer> {
  const tally: Tally = { latenciesMs: [], sizesBytes: [], responses: 0, non2xx: 0, errors: 0, served: 0 };
  const timedFrom = performance.now() + job.leadInMs;
  const timedUntil = timedFrom + job.durationMs;
  let stoppedAt: number | null = null;

  const ended = Promise.withResolvers<void>();
  const cannon = autocannon(
    {
      url: job.url,
      method: job.method,
      headers: job.headers,
      ...(job.body === null ? {} : { body: job.body }),
      connections: job.connections,
      pipelining: 1,
      duration: (job.leadInMs + job.maximumMs) / 1000,
      timeout: Math.ceil(job.maximumMs / 1000),
      sampleInt: END_CHECK_MS,
      bailout: BAILOUT_PER_CONNECTION * job.connections,
      setupClient: (client) => timeClient(client, record),
    },
    (error: Error | null) => (error ? ended.reject(error) : ended.resolve()),
  );
  cannon.on('reqError', () => {
    tally.errors += 1;
  });

  /** True where the client shall send no more. */
  function record(statusCode: number, sizeBytes: number, sentAt: number): boolean {
    const now = performance.now();
    tally.served += 1;
    if (now < timedFrom || stoppedAt !== null) return stoppedAt !== null;
    tally.responses += 1;
    if (statusCode >= 200 && statusCode < 300) {
      tally.latenciesMs.push(now - sentAt);
      tally.sizesBytes.push(sizeBytes);
    } else tally.non2xx += 1;
    if (now >= timedUntil && tally.responses >= job.minimumRequests) stoppedAt = now;
    return stoppedAt !== null;
  }

  await ended.promise;
  return summarize(tally, Math.max(0, (stoppedAt ?? performance.now()) - timedFrom));
}

function timeClient(
  client: autocannon.Client,
  record: (statusCode: number, sizeBytes: number, sentAt: number) => boolean,
): void {
  let sentAt = performance.now();
  const events: NodeJS.EventEmitter = client;
  events.on('request', () => {
    sentAt = performance.now();
  });
  client.on('response', (statusCode, sizeBytes) => {
    // A client that has sent its share ends by itself. Were all of them cut off instead, the server would go on with what
    // it had begun, at the expense of the next round.
    if (record(statusCode, sizeBytes, sentAt)) Object.assign(client, { responseMax: 1 });
  });
}

function summarize(tally: Tally, durationMs: number): LoadAnswer {
  const latencies = tally.latenciesMs.toSorted((one, other) => one - other);
  const sizes = tally.sizesBytes.toSorted((one, other) => one - other);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((fraction) => exactQuantile(latencies, fraction));
  return {
    latencyMs: p50 == null || p95 == null || p99 == null ? null : { p50, p95, p99 },
    responses: tally.responses,
    non2xx: tally.non2xx,
    errors: tally.errors,
    responseBytes: exactQuantile(sizes, 0.5),
    durationMs,
    served: tally.served,
  };
}
