// How an outcome leaves the command line: an exit code, a document on stdout, the path of a report.
import { relative } from 'node:path';
import type { Verdict } from '../verdict/verdict.ts';
import type { ExitCode, Output } from './terminal.ts';

export function exitCodeOf(verdict: Verdict): ExitCode {
  return verdict.conclusion === 'fail' ? 1 : 0;
}

export function printJson(document: unknown, output: Output): void {
  output.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Below the folder somebody stands in, the short way; elsewhere whole. */
export function shownPath(path: string, directory: string): string {
  const short = relative(directory, path);
  return short === '' || short.startsWith('..') ? path : short;
}
