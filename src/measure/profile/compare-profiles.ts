// Base against head: by how much the CPU time per request grew, who answers for it, and whether the diff touches them.
import type { Diff } from '../../change/diff.ts';
import type { Side } from '../../core/side.ts';
import { meanTree, totalMs, type CallNode } from './call-tree.ts';
import { changedFunctions } from './changed-functions.ts';
import { changedLines, type ChangedLine } from './changed-lines.ts';
import type { ProfiledFunction } from './profiled-function.ts';
import { shareTime, type Share } from './share-time.ts';

export interface Suspect {
  readonly fn: ProfiledFunction;
  readonly baseMs: number;
  readonly headMs: number;
  readonly grownMs: number;
  readonly head: Share | null;
  readonly base: Share | null;
  /** Its lines on head that the diff touches; empty where it touches none. */
  readonly changed: readonly ChangedLine[];
  readonly isChanged: boolean;
}

export interface ProfileComparison {
  readonly base: CallNode;
  readonly head: CallNode;
  readonly baseMs: number;
  readonly headMs: number;
  /** Most growth first. */
  readonly suspects: readonly Suspect[];
  /** Growth of all changed functions together, what shrank taken off. */
  readonly changedMs: number;
  /** True where the time grew beyond what passes of the same code differ by. */
  readonly hasGrown: boolean;
  /** The same of the changed functions alone. */
  readonly changeHasGrown: boolean;
}

/** Smaller growth is not told: of the whole, and in milliseconds per request. */
const LEAST_RATIO = 1.1;
const LEAST_MS = 0.05;

/** One tree per pass. */
export function compareProfiles(
  passes: Readonly<Record<Side, readonly CallNode[]>>,
  diff: Diff,
): ProfileComparison {
  const [base, head] = [meanTree(passes.base), meanTree(passes.head)];
  const touchedOnHead = changedFunctions(head, changedLines(diff, 'head'));
  const touchedOnBase = changedFunctions(base, changedLines(diff, 'base'));
  const changed = new Set([...touchedOnHead.keys(), ...touchedOnBase.keys()]);
  const shares = { base: shareTime(base, changed), head: shareTime(head, changed) };
  const suspects = [...new Set([...shares.base.keys(), ...shares.head.keys()])]
    .map((key) => suspect(key))
    .filter((one) => one !== null)
    .toSorted((one, other) => other.grownMs - one.grownMs);
  const [baseMs, headMs] = [totalMs(base), totalMs(head)];
  const changedPasses = (side: Side): number[] => passes[side].map((tree) => changedTime(tree, changed));
  const totals = { base: passes.base.map(totalMs), head: passes.head.map(totalMs) };
  return {
    base,
    head,
    baseMs,
    headMs,
    suspects,
    changedMs: suspects.reduce((sum, one) => sum + (one.isChanged ? one.grownMs : 0), 0),
    hasGrown:
      headMs >= baseMs * LEAST_RATIO && headMs - baseMs >= LEAST_MS && isApart(totals.base, totals.head),
    changeHasGrown: isApart(changedPasses('base'), changedPasses('head')),
  };

  function suspect(key: string): Suspect | null {
    const [before, after] = [shares.base.get(key) ?? null, shares.head.get(key) ?? null];
    const fn = after?.fn ?? before?.fn;
    if (fn === undefined) return null;
    const [was, is] = [before?.ms ?? 0, after?.ms ?? 0];
    const lines = touchedOnHead.get(key) ?? [];
    return {
      fn,
      baseMs: was,
      headMs: is,
      grownMs: is - was,
      base: before,
      head: after,
      changed: lines,
      isChanged: changed.has(key),
    };
  }
}

function changedTime(tree: CallNode, changed: ReadonlySet<string>): number {
  return [...shareTime(tree, changed)].reduce((sum, [key, { ms }]) => sum + (changed.has(key) ? ms : 0), 0);
}

/** Every pass of head took longer than every pass of base. */
function isApart(base: readonly number[], head: readonly number[]): boolean {
  return base.length > 0 && head.length > 0 && Math.min(...head) > Math.max(...base);
}
