import { expect, it } from 'vitest';
import { configSchema } from '../../../src/config/config.ts';
import { keepReports } from '../../../src/measure/page/keep-reports.ts';
import { newPageRecord } from '../../../src/measure/page/page-record.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';
import { facts } from './facts.ts';

it('keeps what Lighthouse wrote of each side, and says which is the screenshot', async () => {
  const [page] = configSchema.parse({ targets: { pages: [{ path: '/Über uns' }] } }).targets.pages;
  if (page === undefined) throw new Error('no page');
  const record = newPageRecord(page, 1, null);
  const files = fakeFiles();
  for (const format of ['json', 'html', 'jpg']) await files.writeText(`/tmp/head.${format}`, format);
  record.audits.head = { facts: facts(), reportPath: '/tmp/head' };
  const place = { runDirectory: '/run', artifactsDirectory: '/run/artifacts' };
  expect(await keepReports(files, record, place)).toEqual([
    { name: 'Lighthouse on head (json)', path: 'artifacts/page-2-ber-uns-head.json', side: 'head' },
    { name: 'Lighthouse on head (html)', path: 'artifacts/page-2-ber-uns-head.html', side: 'head' },
    {
      name: 'Screenshot of head',
      path: 'artifacts/page-2-ber-uns-head.jpg',
      show: 'screenshot',
      side: 'head',
    },
  ]);
  expect(files.content.get('/run/artifacts/page-2-ber-uns-head.jpg')).toBe('jpg');
});
