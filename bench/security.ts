// How quiet the security scan is: over perfcrew's own source and over real packages, with each finding told for a look at it.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scanSecurity } from '../src/crew/tools/security/scan-security.ts';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import { renderSecurity, securitySchema, type SecurityRow } from './security/result.ts';

const ROOT = join(import.meta.dirname, '..');
const PACKAGES = ['probot', 'knex', 'pg', 'undici', 'yargs', 'lighthouse'];
const READ = '**/*.{js,mjs,cjs,ts,mts,vue,yml,yaml,json,env,sh,md}';

const { values } = parseArgs({
  options: {
    /** Print each finding. */
    show: { type: 'boolean', default: false },
    results: { type: 'string', default: RESULTS_DIRECTORY },
  },
});

const own = ['src', 'bot', 'scripts', 'workflows-examples', '.github'].flatMap((folder) =>
  globSync(`${folder}/${READ}`, { cwd: ROOT }),
);
const rows = [
  scanSet('perfcrew', ROOT, own),
  ...PACKAGES.map((name) => {
    const folder = join(ROOT, 'node_modules', name);
    return scanSet(
      name,
      folder,
      globSync(READ, { cwd: folder, exclude: ['node_modules/**', '**/node_modules/**'] }),
    );
  }),
];
resultFile('security', securitySchema, values.results).write({ command: 'node bench/security.ts', rows });
console.log(renderSecurity(rows));

function scanSet(set: string, folder: string, paths: readonly string[]): SecurityRow {
  const files = paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const started = performance.now();
  const findings = scanSecurity({ files });
  const durationMs = performance.now() - started;
  if (values.show)
    for (const { path, line, rule, confidence, message } of findings)
      console.error(`${set}/${path}:${line} ${rule} (${confidence}) ${message}`);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return {
    set,
    version,
    files: files.length,
    lines: files.reduce((sum, { text }) => sum + text.split('\n').length, 0),
    findings: findings.length,
    sure: findings.filter(({ confidence }) => confidence !== 'low').length,
    byRule: Object.fromEntries(
      [...Map.groupBy(findings, ({ rule }) => rule)].map(([rule, group]) => [rule, group.length]),
    ),
    durationMs,
  };
}
