// Turns what the disk refuses into words a person can act on.
import { Problem } from '../../core/problem.ts';

export function isMissing(error: unknown): boolean {
  return hasCode(error, ['ENOENT', 'ENOTDIR']);
}

/** The same error, or a Problem where the disk is full. */
export function explainDiskError(error: unknown, path: string): unknown {
  if (!hasCode(error, ['ENOSPC', 'EDQUOT'])) return error;
  return diskFull(path, error);
}

export function diskFull(path: string, cause: unknown): Problem {
  return new Problem('disk-full', {
    what: `There is no room left on the disk to write ${path}.`,
    mend: 'Free some space there, or point TMPDIR or --run-directory at a disk with more room.',
    cause,
  });
}

export function hasCode(error: unknown, codes: readonly string[]): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  );
}
