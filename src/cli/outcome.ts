// How an outcome leaves the command line: an exit code, or a document on stdout.
import type { Verdict } from '../verdict/verdict.ts';
import type { ExitCode, Output } from './terminal.ts';

export function exitCodeOf(verdict: Verdict): ExitCode {
  return verdict.conclusion === 'fail' ? 1 : 0;
}

export function printJson(document: unknown, output: Output): void {
  output.write(`${JSON.stringify(document, null, 2)}\n`);
}
