// The rounds of the leak test: base and head in turn, every round the same number of requests, then the live heap.
import { SIDES, type Side } from '../../core/side.ts';
import type { EnduranceAnswer, EnduranceJob } from '../../ports/endurance-driver.ts';
import { runLoadRound } from '../drivers/load-round.ts';
import { readLiveHeap } from './read-counters.ts';
import { sendRequests } from './send-requests.ts';

const UNUSED_READINGS = 8;

export async function runEndurance(job: EnduranceJob): Promise<EnduranceAnswer> {
  const { request, sides, order, maximumMs } = job;
  const ratesPerMs: number[] = [];
  const readings: EnduranceAnswer['readings'] = [];
  for (const side of SIDES) {
    ratesPerMs.push(await warmUp(job, side));
    // The code that answers gets its place on the heap, too.
    for (let time = 0; time < UNUSED_READINGS; time += 1) await readLiveHeap(sides[side].socketsDirectory);
    await read(side);
  }
  const fitting = Math.round(Math.min(...ratesPerMs) * job.roundMs);
  const requestsPerRound = Math.min(job.mostRequests, Math.max(job.leastRequests, fitting));
  if (readings.some(({ processes }) => processes.length === 0)) return { requestsPerRound, readings };
  for (const side of order) {
    await sendRequests({ url: sides[side].url, request, amount: requestsPerRound, maximumMs });
    await read(side);
  }
  return { requestsPerRound, readings };

  async function read(side: Side): Promise<void> {
    readings.push({ side, processes: await readLiveHeap(sides[side].socketsDirectory) });
  }
}

/** How many requests the side serves in a millisecond. */
async function warmUp({ request, sides, warmUpMs, leastRequests, maximumMs }: EnduranceJob, side: Side) {
  const { served, durationMs } = await runLoadRound({
    ...request,
    url: sides[side].url,
    leadInMs: 0,
    durationMs: warmUpMs,
    minimumRequests: leastRequests,
    maximumMs: Math.max(warmUpMs, maximumMs),
  });
  return served / Math.max(1, durationMs);
}
