// One Lighthouse run on a page of a fresh browser context: whole report and pictures on disk, facts as the answer.
import { writeFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import type { LighthouseFacts, Visit } from '../../ports/page-driver.ts';
import { readPageFacts } from './read-page-facts.ts';
import { readPagePictures } from './page-pictures.ts';

export async function runLighthouse(page: Page, visit: Visit, reportPath: string): Promise<LighthouseFacts> {
  // Half of the driver's start; most of what it is asked needs none of it.
  const { default: lighthouse, desktopConfig } = await import('lighthouse');
  const result = await lighthouse(
    visit.url,
    {
      logLevel: 'silent',
      output: ['json', 'html'],
      onlyCategories: ['performance'],
      onlyAudits: ['errors-in-console'],
      throttlingMethod: 'simulate',
      disableFullPageScreenshot: true,
    },
    visit.formFactor === 'desktop' ? desktopConfig : undefined,
    page,
  );
  if (result === undefined) throw new Error('Lighthouse gave no result');
  const problem = result.lhr.runtimeError;
  if (problem !== undefined) throw new Error(problem.message);
  const [json = '', html = ''] = [result.report].flat();
  const { screenshot, film } = readPagePictures(result.lhr);
  const files = [
    ['json', json],
    ['html', html],
    ['jpg', screenshot],
    ['svg', film],
  ] as const;
  const written: LighthouseFacts['files'] = [];
  for (const [format, content] of files) {
    if (content === null) continue;
    await writeFile(`${reportPath}.${format}`, content);
    written.push(format);
  }
  return { ...readPageFacts(result.lhr), files: written };
}
