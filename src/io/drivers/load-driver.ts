// The load driver: sends a round of requests for each line of input and answers with a line of figures. A process of its own,
// so that perfcrew's memory and event loop never mix with the timing, and one that stays, so that its code is warm.
import { createInterface } from 'node:readline';
import { loadJobSchema, type LoadAnswer, type LoadJob } from '../../ports/load-driver.ts';
import { readCounters } from '../profile/read-counters.ts';
import { countersBetween } from './load-counters.ts';
import { runLoadRound } from './load-round.ts';

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const answer = await runRound(loadJobSchema.parse(JSON.parse(line)));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** No request is in flight before or after a round, so that what the app counts in between is what the round cost it. */
async function runRound(job: LoadJob): Promise<LoadAnswer> {
  const { socketsDirectory } = job;
  if (socketsDirectory == null) return runLoadRound(job);
  const before = await readCounters(socketsDirectory);
  const answer = await runLoadRound(job);
  return { ...answer, counters: countersBetween(before, await readCounters(socketsDirectory)) };
}
