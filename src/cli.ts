#!/usr/bin/env node
// Door 2: the command line. Everything it needs of the process comes from here.
import './cli/check-node.ts';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from './cli/run-cli.ts';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interruption.abort());
}
// A reader that closed the pipe early (`| head`) is no error of ours.
process.stdout.on('error', () => undefined);

process.exitCode = await runCli({
  arguments: process.argv.slice(2),
  directory: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  programsDirectory: dirname(fileURLToPath(import.meta.url)),
  signal: interruption.signal,
});
