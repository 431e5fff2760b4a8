// Why something ended, in words: a Problem brings its mend along.
import { isProblem } from '../../core/problem.ts';

export function reasonOf(error: unknown): string {
  if (isProblem(error)) return `${error.message} ${error.mend}`;
  return error instanceof Error ? error.message : String(error);
}
