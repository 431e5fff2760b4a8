// The page driver: holds Chrome and answers questions about pages, a line each. A process of its own, because Lighthouse is
// heavy and a browser that goes astray must be killable with everything it started.
import { createInterface } from 'node:readline';
import { pageQuestionSchema, type PageQuestion } from '../../ports/page-driver.ts';
import { pageBrowser } from './page-browser.ts';

// Modules that prepare pages may print; only answers may go where answers are read.
const answerOn = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
// A promise a page or its preparation leaves behind must not end the driver in the middle of a visit.
process.on('unhandledRejection', (error) => console.error(error));

await using browser = pageBrowser();
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const answer = await answerTo(pageQuestionSchema.parse(JSON.parse(line)));
  answerOn(`${JSON.stringify(answer)}\n`);
}

async function answerTo(question: PageQuestion): Promise<object> {
  switch (question.ask) {
    case 'open-chrome':
      return browser.open({ ...question.chrome, scratchDirectory: question.scratchDirectory });
    case 'warm-up':
      return { status: 'warm', failures: await browser.warmUp(question.visits) };
    case 'sample':
      return browser.sample(question.visit);
    case 'lighthouse':
      return browser.lighthouse(question.visit, question.reportPath);
  }
}
