// The profile driver: load on an app whose processes are asked what they do and hold. A process of its own, like the load
// driver, whose rounds it runs; latency is never taken from it.
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { enduranceJobSchema } from '../../ports/endurance-driver.ts';
import { profileJobSchema } from '../../ports/profile-driver.ts';
import { runEndurance } from '../profile/run-endurance.ts';
import { runProfile } from '../profile/run-profile.ts';

const jobSchema = z.discriminatedUnion('do', [profileJobSchema, enduranceJobSchema]);
const job = jobSchema.parse(JSON.parse(await text(process.stdin)));
const answer = job.do === 'profile' ? await runProfile(job) : await runEndurance(job);
process.stdout.write(`${JSON.stringify(answer)}\n`);
