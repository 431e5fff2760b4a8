// The flame graph in a real browser: it draws under the page's own policy, zooms, searches and shows either side's widths.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderHtml } from '../../../src/report/html/render-html.ts';
import { realWorld } from '../../measure/load/gauge-context.ts';
import { illustratedReport } from '../build-report.ts';

let folder = '';
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
  const { report, attachments } = illustratedReport();
  await writeFile(join(folder, 'report.html'), renderHtml(report, attachments));
  const { path, environment } = await realWorld().toolbox.chrome();
  browser = await launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    env: { ...process.env, ...environment },
  });
  page = await browser.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) complaints.push(request.url());
  });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.goto(`file://${folder}/report.html`);
  await page.waitForSelector('.frame');
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** Widths in pixels by function, as soon as they are what the test expects. */
async function untilWidths(fits: (widths: ReadonlyMap<string, number>) => boolean): Promise<void> {
  await expect
    .poll(
      async () => {
        const frames = await page.$$eval('.frame', (all) =>
          all.map((frame): [string, number] => [
            (frame.getAttribute('name') ?? '').replace(/^.*?(\w+) \(.*$/, '$1'),
            frame.querySelector('rect')?.getBoundingClientRect().width ?? 0,
          ]),
        );
        return fits(new Map(frames));
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}

const is = (width: number | undefined, expected: number) => Math.abs((width ?? -99) - expected) < 3;

test('draws head, base on demand, a part on click, and what was searched', async () => {
  const whole = await page.$eval('[data-flame-host]', (host) => host.clientWidth);
  await untilWidths(
    (widths) => is(widths.get('listOrders'), (whole * 8900) / 9840) && !widths.has('cacheLookup'),
  );

  await page.click('[data-flame-side="base"]');
  await untilWidths(
    (widths) => is(widths.get('cacheLookup'), (whole * 260) / 1730) && !widths.has('itemsOf'),
  );

  await page.click('[data-flame-side="head"]');
  await page.click('.frame[name*="listOrders"]');
  await untilWidths((widths) => is(widths.get('listOrders'), whole));
  expect(await page.$eval('[data-flame-told]', (told) => told.textContent)).toBe(
    'listOrders (src/routes/orders.js:20): 450 µs on base, 8.9 ms on head, +8.45 ms (90.4 % of the request)',
  );

  await page.click('[data-flame-reset]');
  await page.type('[data-flame-search]', 'QUERY (');
  await expect
    .poll(() => page.$eval('[data-flame-told]', (told) => told.textContent))
    .toBe('1 bar found, 900 µs on head');
  expect(await page.$$eval('.frame rect[fill="var(--flame-found)"]', (found) => found.length)).toBe(1);
});

test('pictures are shown, nothing is loaded, and the policy is kept', async () => {
  await page.$eval('#pictures', (section) => section.scrollIntoView());
  await expect
    .poll(() => page.$$eval('img', (all) => all.map((image) => image.naturalWidth)))
    .toEqual([1, 1]);
  expect(complaints).toEqual([]);
});
