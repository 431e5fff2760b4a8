// Sends a number of requests and no more: growth is told per request, not per second.
import autocannon from 'autocannon';
import type { EnduranceJob } from '../../ports/endurance-driver.ts';

export interface Requests {
  readonly url: string;
  readonly request: EnduranceJob['request'];
  readonly amount: number;
  /** Cut off after this. */
  readonly maximumMs: number;
}

/** autocannon looks only this often whether all is sent; its own second would be most of a round. */
const LOOK_EVERY_MS = 20;

export async function sendRequests({ url, request, amount, maximumMs }: Requests): Promise<void> {
  const ended = Promise.withResolvers<void>();
  const cannon = autocannon(
    {
      url,
      method: request.method,
      headers: request.headers,
      ...(request.body === null ? {} : { body: request.body }),
      // Each connection sends at least one.
      connections: Math.min(request.connections, amount),
      pipelining: 1,
      amount,
      sampleInt: LOOK_EVERY_MS,
      timeout: Math.ceil(maximumMs / 1000),
    },
    (error: Error | null) => (error ? ended.reject(error) : ended.resolve()),
  );
  const cut = setTimeout(() => cannon.stop(), maximumMs);
  await ended.promise;
  clearTimeout(cut);
}
