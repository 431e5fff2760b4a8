// Door 1: the GitHub Action. Everything it needs of the runner comes from here.
import { appendFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as core from '@actions/core';
import { runAction } from './action/run-action.ts';
import { actionsLog } from './io/log-actions.ts';
import { openWorld } from './run/open-world.ts';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());

try {
  await runAction({
    environment: process.env,
    input: (name) => core.getInput(name),
    setOutput: (name, value) => core.setOutput(name, value),
    setFailed: (message) => core.setFailed(message),
    writeLine: (line) => core.info(line),
    appendSummary: (file, markdown) => appendFile(file, markdown),
    openWorld: (job, workingDirectory, version) =>
      openWorld({
        directory: resolve(job.workspace, workingDirectory),
        environment: process.env,
        cacheDirectory: process.env['PERFCREW_CACHE'] ?? join(job.temporaryDirectory, 'perfcrew-cache'),
        programsDirectory: dirname(fileURLToPath(import.meta.url)),
        version,
        log: actionsLog(),
        signal: interruption.signal,
      }),
  });
} catch (error) {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  core.setFailed(`This is a bug in perfcrew. Please report it with these lines:\n${stack}`);
  process.exitCode = 3;
}
