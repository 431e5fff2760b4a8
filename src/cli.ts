#!/usr/bin/env node
// Door 2: the command line. Everything it needs of the process comes from here.
import './cli/check-node.ts';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from './cli/run-cli.ts';
import { endWithParent } from './io/zones/lifeline.ts';

/** One Ctrl-C may arrive twice: from the terminal, and passed on by the program that started us. */
const SAME_CTRL_C_MS = 1000;

const interruption = new AbortController();
let askedAtMs = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!interruption.signal.aborted) {
      askedAtMs = performance.now();
      interruption.abort();
      if (process.stderr.isTTY) {
        process.stderr.write('\nperfcrew: stopping in order; Ctrl-C again stops at once.\n');
      }
    } else if (performance.now() - askedAtMs > SAME_CTRL_C_MS) {
      // What must not outlive us is still ended, by the listeners of `exit`.
      process.exit(2);
    }
  });
}
// A reader that closed the pipe early (`| head`) is no error of ours.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

// With a secret before it, whoever reads that listens for the end afterwards.
if (!process.argv.includes('--key-from-stdin')) endWithParent();
process.exitCode = await runCli({
  arguments: process.argv.slice(2),
  directory: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  programsDirectory: dirname(fileURLToPath(import.meta.url)),
  signal: interruption.signal,
});
