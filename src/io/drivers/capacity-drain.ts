// After a stretch of load the server may still work off its queue: the next stretch begins when it answers again.
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { RungJob } from '../../ports/capacity-driver.ts';

type DrainJob = Pick<RungJob, 'url' | 'method' | 'headers' | 'body' | 'drainMs'>;

/** A server that turns connections away may take the next one as soon as it has noticed that the others are gone. */
const RETRY_AFTER_MS = 50;

/** How long it took until one request was answered; null where none was in time, or nobody listens any more. */
export async function drain(job: DrainJob): Promise<number | null> {
  const startedAt = performance.now();
  for (;;) {
    const leftMs = job.drainMs - (performance.now() - startedAt);
    if (leftMs <= 0) return null;
    const end = await ask(job, leftMs);
    if (end === 'answered') return performance.now() - startedAt;
    if (end === 'refused') return null;
    await pause(RETRY_AFTER_MS);
  }
}

function ask(job: DrainJob, timeoutMs: number): Promise<'answered' | 'broken' | 'refused'> {
  return new Promise((resolve) => {
    const { method, headers } = job;
    const asking = request(job.url, { method, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve('answered'));
      response.on('error', () => resolve('broken'));
    });
    const timer = setTimeout(() => asking.destroy(), timeoutMs);
    asking.on('close', () => {
      clearTimeout(timer);
      resolve('broken');
    });
    asking.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken');
    });
    asking.end(job.body ?? undefined);
  });
}
