// Door 1: the GitHub Action. Everything it needs of the runner comes from here.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openOutside } from './action/outside.ts';
import { runAction } from './action/run-action.ts';
import { openRunner } from './action/runner.ts';
import { actionsLog } from './io/log-actions.ts';

const runner = openRunner(process.env);
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());

try {
  process.exitCode = await runAction(runner, ({ job, workingDirectory, version }) =>
    openOutside({
      directory: resolve(job.workspace, workingDirectory),
      environment: process.env,
      cacheDirectory: process.env['PERFCREW_CACHE'] ?? join(job.temporaryDirectory, 'perfcrew-cache'),
      programsDirectory: dirname(fileURLToPath(import.meta.url)),
      version,
      log: actionsLog(),
      signal: interruption.signal,
    }),
  );
} catch (error) {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  runner.writeError(`This is a bug in perfcrew. Please report it with these lines:\n${stack}`);
  process.exitCode = 3;
}
