// The load driver: sends one round of requests and answers with its figures. A process of its own, so that
// perfcrew's memory and event loop never mix with the timing.
import { text } from 'node:stream/consumers';
import { loadJobSchema } from '../../ports/load-driver.ts';
import { runLoadRound } from './load-round.ts';

const job = loadJobSchema.parse(JSON.parse(await text(process.stdin)));
process.stdout.write(`${JSON.stringify(await runLoadRound(job))}\n`);
