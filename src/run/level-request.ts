// A level asked for by an option or an input, checked.
import { LEVELS } from '../core/level.ts';
import { Problem } from '../core/problem.ts';
import type { LevelRequest } from '../risk/decide-level.ts';

/** `by` says by which means, e.g. `--level`. */
export function levelRequest(level: string | undefined, by: string): LevelRequest | null {
  if (level === undefined || level === '') return null;
  const known = LEVELS.find((candidate) => candidate === level);
  if (known !== undefined) return { level: known, by };
  throw new Problem('usage', {
    what: `There is no level \`${level}\`.`,
    mend: `Use one of ${LEVELS.join(', ')}.`,
  });
}
