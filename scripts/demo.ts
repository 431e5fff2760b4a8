// `npm run demo`: reviews the shop's slow branch against its good one, with a real browser, real load and a real Postgres.
import { mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeShop } from '../examples/shop/make-repository.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** `--same` puts the good branch on both sides: nothing may be called slower. */
const same = process.argv.includes('--same');
const head = same ? 'good' : 'slow';
// The same code deserves no gate; asked for all of them, the review compares it with itself.
const level = same ? ['--level', 'comprehensive'] : [];
const expected = same ? 'pass' : 'fail';
const runDirectory = join(ROOT, '.perfcrew', same ? 'demo-same' : 'demo');

const begunMs = performance.now();
const shop = mkdtempSync(join(tmpdir(), 'perfcrew-shop-'));
try {
  console.log(`A small shop (HTTP API, page, Postgres) is made as a git repository in ${shop}.`);
  await makeShop(shop);
  console.log(
    `Reviewing branch ${head} against branch good; the first time, Chromium and Postgres come from the npm registry.\n`,
  );

  const review = spawn(
    process.execPath,
    [
      join(ROOT, 'dist/cli.js'),
      'review',
      '--base',
      'good',
      '--head',
      head,
      '--run-directory',
      runDirectory,
      ...level,
      ...process.argv.slice(2).filter((word) => word !== '--same'),
    ],
    { cwd: shop, stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => review.kill(signal));
  const [exitCode] = (await once(review, 'exit')) as [number | null];
  const verdict = exitCode === 0 ? 'pass' : exitCode === 1 ? 'fail' : 'broken';
  const seconds = Math.round((performance.now() - begunMs) / 1000);
  console.log(
    verdict === expected
      ? `\nAs it should be, the ${head} branch gets the verdict ${verdict} (${seconds} s). Open the report: ${join(runDirectory, 'report.html')}`
      : `\nThe verdict is ${verdict}, but ${expected} was expected (exit code ${exitCode}). The report, if any: ${join(runDirectory, 'report.html')}`,
  );
  process.exitCode = verdict === expected ? 0 : 1;
} finally {
  rmSync(shop, { recursive: true, force: true });
}
