// The capacity driver: sends one stretch of load for each line it reads. One process for all of them, so that its own
// code is compiled and warm, and the same for both sides.
import { createInterface } from 'node:readline';
import type { CapacityJob, ConstantRateAnswer, RungAnswer } from '../../ports/capacity-driver.ts';
import { capacityJobSchema } from '../../ports/capacity-driver.ts';
import { sendAtConstantRate } from './capacity-constant-rate.ts';
import { climbRung } from './capacity-rung.ts';

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const answer = await perform(capacityJobSchema.parse(JSON.parse(line)));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function perform(job: CapacityJob): Promise<RungAnswer | ConstantRateAnswer> {
  switch (job.kind) {
    case 'rung':
      return climbRung(job);
    case 'constant-rate':
      return sendAtConstantRate(job);
  }
}
