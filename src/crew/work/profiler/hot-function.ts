// What a profile of one target tells of one function of the repository, with the packages it calls counted as its own doing.
import type { HotPath } from '../../tools/hot-paths/hot-path.ts';

/** A function of the code under review, as a profile of one target saw it. */
export interface HotFunction {
  readonly target: string;
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  /** Its own part of the target's time, 0 to 1, with the packages it calls and without other code of the repository. */
  readonly selfShare: number;
  /** With everything it calls. */
  readonly totalShare: number;
  /** Where line ticks tell: the dearest first. */
  readonly hotLines: readonly number[];
}

const MOST_LINES = 5;

export function hotFunction(target: string, hot: HotPath): HotFunction {
  const { name, path, line, endLine, totalShare, totalMs, selfMs, packages, lines } = hot;
  const ownMs = packages.reduce((sum, one) => sum + one.totalMs, selfMs);
  const selfShare = totalMs === 0 ? 0 : Math.min(totalShare, (ownMs / totalMs) * totalShare);
  const hotLines = lines.slice(0, MOST_LINES).map((one) => one.line);
  return { target, name, path, line, endLine, selfShare, totalShare, hotLines };
}
