// The requests of a HAR file (w3c.github.io/web-performance/specs/HAR/Overview.html), as browsers and proxies save them.
import { z } from 'zod';
import type { RecordedRequest } from '../caching/cache-input.ts';
import { requestOf } from './access-line.ts';

const harSchema = z.object({
  log: z.object({
    entries: z
      .array(
        z.object({
          startedDateTime: z.string(),
          request: z.object({ method: z.string(), url: z.string() }),
          response: z.object({ status: z.number() }),
        }),
      )
      .max(1_000_000),
  }),
});

/** Empty for a text that is no HAR. */
export function readHar(text: string): readonly RecordedRequest[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const entries = harSchema.safeParse(value).data?.log.entries ?? [];
  return entries.flatMap(({ startedDateTime, request: { method, url }, response: { status } }) => {
    const request = requestOf({ method, path: url, status, atMs: Date.parse(startedDateTime) });
    return request === null ? [] : [request];
  });
}
