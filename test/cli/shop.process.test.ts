// The main job on real input: the shop's slow branch against its good one, with a real browser, real load and a real Postgres.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeShop } from '../../examples/shop/make-repository.ts';
import { reportSchema, type Report } from '../../src/report/report.ts';
import { installedPerfcrew, type InstalledPerfcrew } from './installed-perfcrew.ts';

let perfcrew: InstalledPerfcrew;
let shop: string;
beforeAll(async () => {
  perfcrew = await installedPerfcrew();
  shop = await mkdtemp(join(tmpdir(), 'perfcrew-test-shop-'));
  await makeShop(shop);
});
afterAll(async () => {
  await perfcrew[Symbol.asyncDispose]();
  await rm(shop, { recursive: true });
});

const CAUSES = [
  { names: /items AS item .*times per request/, path: 'lib/orders.js' },
  { names: /index orders_customer_placed_idx is lost/i, path: 'db/migrations/003_order_status_index.sql' },
  {
    // By its function where the profile had its turn, by the metrics that became worst where it had none.
    names: /CPU per request of GET \/api\/recommendations|^GET \/api\/recommendations: /,
    path: /^lib\/(recommendations|similarity)\.js$/,
  },
  { names: /\/vendor\/place-search\.js/, path: /^public\/(index\.html|app\.js|vendor\/place-search\.js)$/ },
] as const;

test(
  'slow against good fails and names all four causes, each at the file that holds it',
  { timeout: 400_000 },
  async () => {
    const ended = await perfcrew.run(
      ['review', '--base', 'good', '--head', 'slow', '--minutes', '2', '--quiet'],
      { directory: shop },
    );
    expect(ended, ended.stdout).toMatchObject({ exitCode: 1, stderr: '' });

    const report = await reportIn('.perfcrew');
    expect(report.verdict.conclusion).toBe('fail');
    const errors = report.findings.filter(({ severity }) => severity === 'error');
    for (const { names, path } of CAUSES) {
      const finding = errors.find(({ title }) => names.test(title));
      expect(finding, `${names} in ${errors.map(({ title }) => title).join('\n')}`).toBeDefined();
      expect(finding?.location?.path).toMatch(path);
      expect(ended.stdout.replaceAll(/\s+/g, ' ')).toContain(finding?.location?.path);
    }

    const written = (name: string) => readFile(join(shop, '.perfcrew', name), 'utf8');
    expect(await written('report.md')).toMatch(/^(<!--.*-->\n)?.*\bfail\b/i);
    expect(await written('report.html')).toMatch(/^<!doctype html>/i);
    const sarif: unknown = JSON.parse(await written('report.sarif'));
    expect(sarif).toMatchObject({ version: '2.1.0', runs: [{ results: expect.any(Array) }] });
    expect(JSON.stringify(sarif)).toContain('003_order_status_index.sql');
    expect(ended.stdout).toContain('Report: .perfcrew/report.html');
    await expectNothingLeft();
  },
);

test('good against good passes', { timeout: 400_000 }, async () => {
  // One target of each kind: what is proven here is that equal code is called equal.
  const config = (await readFile(join(shop, '.github/perfcrew.yml'), 'utf8'))
    .replace('    - path: /api/recommendations\n', '')
    .replace(/\nchecks:\n.*\n/, '\n');
  await writeFile(join(shop, 'small.yml'), config);
  const words = ['review', '--base', 'good', '--head', 'good', '--level', 'comprehensive'];
  const ended = await perfcrew.run(
    [...words, '--minutes', '0.5', '--quiet', '--config', 'small.yml', '--run-directory', 'same'],
    { directory: shop },
  );
  expect(ended, ended.stdout).toMatchObject({ exitCode: 0, stderr: '' });
  const report = await reportIn('same');
  expect(report.verdict).toMatchObject({ conclusion: 'pass' });
  expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(new Set(report.comparison.metrics.map(({ gate }) => gate))).toEqual(
    new Set(['load', 'page', 'query']),
  );
  await expectNothingLeft();
});

async function reportIn(folder: string): Promise<Report> {
  return reportSchema.parse(JSON.parse(await readFile(join(shop, folder, 'report.json'), 'utf8')));
}

async function expectNothingLeft(): Promise<void> {
  expect(await perfcrew.leftProcesses()).toEqual([]);
  expect(await perfcrew.leftFolders()).toEqual([]);
  const worktrees = execFileSync('git', ['worktree', 'list'], { cwd: shop, encoding: 'utf8' });
  expect(worktrees.trim().split('\n')).toHaveLength(1);
}
