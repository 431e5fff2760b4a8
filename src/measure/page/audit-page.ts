// One Lighthouse run on base and one on head, for audits, scores and full reports. Both may fail and the page is still measured.
import { SIDES } from '../../core/side.ts';
import { lighthouseAnswerSchema } from '../../ports/page-driver.ts';
import type { PageRecord } from './page-record.ts';
import { ANSWER_MARGIN_MS, visitOf, type PageRestart } from './sample-page.ts';

const RUN_TIMEOUT_MS = 75_000;
const MOST_TRIES = 2;

export async function auditPage(record: PageRecord, { driver, apps, directory }: PageRestart): Promise<void> {
  if (record.auditTries === MOST_TRIES) return;
  const missing = SIDES.filter((side) => record.audits[side] === null);
  if (missing.length > 0) record.auditTries += 1;
  for (const side of missing) {
    const reportPath = `${directory}/${record.slug}-${side}`;
    const visit = visitOf(record, apps[side].origin, RUN_TIMEOUT_MS);
    const question = { ask: 'lighthouse', visit, reportPath };
    const said = await driver.ask(question, lighthouseAnswerSchema, RUN_TIMEOUT_MS + ANSWER_MARGIN_MS);
    if (said.status === 'failed') {
      record.driverFailures.push(said.failure);
      return;
    }
    if (said.answer.status === 'audited') record.audits[side] = { facts: said.answer.facts, reportPath };
    else record.failures[side].push(`Lighthouse: ${said.answer.reason}`);
  }
}
