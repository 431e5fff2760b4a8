// The plan viewer in a real browser: made when its part is opened, in a frame of its own, under the page's own policy.
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
  // Without pictures the policy is at its strictest.
  const texts = new Map([...attachments].filter(([, { encoding }]) => encoding === 'text'));
  await writeFile(join(folder, 'report.html'), renderHtml(report, texts));
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
    if (!/^(?:file|data|about):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(`file://${folder}/report.html`);
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the nodes of each frame's diagram say, by the frame's title. */
async function diagrams(): Promise<Readonly<Record<string, string>>> {
  const shown: Record<string, string> = {};
  for (const frame of await page.$$('[data-plan]:not([hidden]) iframe')) {
    const title = await frame.evaluate((element) => element.title);
    const inside = await frame.contentFrame();
    const nodes = await inside.$$eval('.plan-node', (all) => all.map((node) => node.textContent ?? ''));
    shown[title] = nodes.map((text) => text.replace(/\s+/g, ' ').trim()).join(' / ');
  }
  return shown;
}

test('shows head, then both sides, and its places are reached without leaving the frame', async () => {
  expect(await page.$$('iframe')).toHaveLength(0);
  await page.click('.plans > summary');
  await expect
    .poll(diagrams, { timeout: 20_000 })
    .toEqual({ 'Plan of orders of a customer on head': expect.stringMatching(/Sort.*Seq Scan.*on orders/) });

  await page.click('[data-plan-show="both"]');
  await expect.poll(diagrams, { timeout: 20_000 }).toEqual({
    'Plan of orders of a customer on base': expect.stringMatching(/Index Scan.*orders_customer_id_idx/),
    'Plan of orders of a customer on head': expect.stringMatching(/Sort.*Seq Scan/),
  });

  const frame = await (await page.$('[data-side="head"] iframe'))?.contentFrame();
  await frame?.click('a[href="#query"]');
  await expect
    .poll(() => frame?.$eval('.tab-pane.active code', (code) => code.textContent))
    .toContain('SELECT id FROM orders WHERE customer_id = 42');
  expect(frame?.url()).toBe('about:srcdoc#query');
  expect(complaints).toEqual([]);
});
