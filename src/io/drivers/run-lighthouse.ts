// One Lighthouse run in a fresh Chrome with a fresh profile, whole report on disk, facts as the answer.
import { writeFile } from 'node:fs/promises';
import lighthouse, { desktopConfig } from 'lighthouse';
import type { PageAnswer, PageJob } from '../../ports/page-driver.ts';
import { openChrome } from './open-chrome.ts';
import { readPageFacts } from './read-page-facts.ts';

type PageRun = PageJob['runs'][number];

export async function runLighthouse(job: PageJob, run: PageRun): Promise<PageAnswer> {
  try {
    await using chrome = await openChrome({ ...job.chrome, scratchDirectory: job.scratchDirectory });
    const page = await chrome.browser.newPage();
    const result = await withinTime(
      lighthouse(
        run.url,
        {
          logLevel: 'silent',
          output: ['json', 'html'],
          onlyCategories: ['performance'],
          onlyAudits: ['errors-in-console'],
          throttlingMethod: 'simulate',
          disableFullPageScreenshot: true,
        },
        job.formFactor === 'desktop' ? desktopConfig : undefined,
        page,
      ),
      job.runTimeoutMs,
    );
    if (result === undefined) throw new Error('Lighthouse gave no result');
    const problem = result.lhr.runtimeError;
    if (problem !== undefined) return { status: 'failed', id: run.id, reason: problem.message };
    const [json = '', html = ''] = [result.report].flat();
    await writeFile(`${run.reportPath}.json`, json);
    await writeFile(`${run.reportPath}.html`, html);
    return { status: 'measured', id: run.id, facts: readPageFacts(result.lhr) };
  } catch (error) {
    return { status: 'failed', id: run.id, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function withinTime<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`the page was not measured within ${Math.round(timeoutMs / 1000)} s`)),
    timeoutMs,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
