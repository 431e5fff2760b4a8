// The page driver: runs Lighthouse, one page load after another, each in a Chrome of its own. A process of its own,
// because Lighthouse is heavy and a browser that goes astray must be killable with everything it started.
import { text } from 'node:stream/consumers';
import { pageJobSchema, type PageAnswer } from '../../ports/page-driver.ts';
import { runLighthouse } from './run-lighthouse.ts';

const job = pageJobSchema.parse(JSON.parse(await text(process.stdin)));
for (const run of job.runs) {
  const answer: PageAnswer = await runLighthouse(job, run);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
