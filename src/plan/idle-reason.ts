// Why a gate that is available here has nothing to look at in this diff.
import picomatch from 'picomatch';
import type { Diff } from '../change/diff.ts';
import type { Config } from '../config/config.ts';
import type { GateId } from '../core/gate-id.ts';

/** Null where it has something to look at. */
export function idleReason(gate: GateId, diff: Diff, config: Config): string | null {
  if (gate !== 'migration' || diff.truncated !== null) return null;
  const globs = config.database?.migrations ?? [];
  const isMigration = matcherOf(globs);
  return diff.files.some(({ path }) => isMigration(path)) ? null : 'no migration is added or changed';
}

/** As `database.migrations` is read: globs beginning with `!` take files away again. */
function matcherOf(globs: readonly string[]): (path: string) => boolean {
  const plain = globs.map((glob) => glob.replace(/^(!?)\.\//, '$1'));
  const ignore = plain.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  return picomatch(
    plain.filter((glob) => !glob.startsWith('!')),
    { ignore },
  );
}
