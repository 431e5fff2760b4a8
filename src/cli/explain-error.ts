// What a person reads when a verb ended by an error: what happened, the one mend, and whether anything was left behind.
import { isProblem } from '../core/problem.ts';
import type { ExitCode } from './terminal.ts';

export interface Explanation {
  readonly exitCode: ExitCode;
  readonly text: string;
}

interface Circumstances {
  readonly version: string;
  /** Whether somebody asked perfcrew to stop: then every error is a consequence of that. */
  readonly interrupted: boolean;
}

export function explainError(error: unknown, { version, interrupted }: Circumstances): Explanation {
  const { first, untidy } = takeApart(error);
  const left = untidy.map((failure) => `While tidying up: ${messageOf(failure)}\n`).join('');
  const nextRun = left === '' ? '' : `${left}→ The next run in this repository clears away what is left.\n`;
  if (interrupted) {
    return {
      exitCode: 2,
      text:
        nextRun === ''
          ? 'perfcrew: interrupted; worktrees, servers and databases are gone.\n'
          : `perfcrew: interrupted.\n${nextRun}`,
    };
  }
  if (isProblem(first)) {
    return { exitCode: 2, text: `perfcrew: ${first.message}\n→ ${first.mend}\n${nextRun}` };
  }
  const stack = first instanceof Error ? (first.stack ?? first.message) : String(first);
  return {
    exitCode: 3,
    text: `perfcrew: this is a bug in perfcrew ${version}. Please report it with the lines below.\n${stack}\n${left}`,
  };
}

/** The error that ended the work, and those that came while what it had opened was closed. */
function takeApart(error: unknown): { readonly first: unknown; readonly untidy: readonly unknown[] } {
  if (!(error instanceof SuppressedError)) return { first: error, untidy: [] };
  const { first, untidy } = takeApart(error.suppressed);
  return { first, untidy: [...untidy, error.error] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
