// How an outcome leaves the command line: an exit code, a document on stdout, the path of a report.
import { relative } from 'node:path';
import type { Verdict } from '../verdict/verdict.ts';
import type { TerminalOptions } from '../report/terminal/render-terminal.ts';
import type { ExitCode, Output, Terminal } from './terminal.ts';

export function exitCodeOf(verdict: Verdict): ExitCode {
  return verdict.conclusion === 'fail' ? 1 : 0;
}

/** Colours only where somebody sees them and has not asked for none (https://no-color.org). */
export function looksOf({ stdout, environment }: Terminal): TerminalOptions {
  return { color: stdout.isTTY === true && !environment['NO_COLOR'], width: stdout.columns || 100 };
}

export function printJson(document: unknown, output: Output): void {
  output.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Below the folder somebody stands in, the short way; elsewhere whole. */
export function shownPath(path: string, directory: string): string {
  const short = relative(directory, path);
  return short === '' || short.startsWith('..') ? path : short;
}
