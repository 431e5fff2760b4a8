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
  /** True where every pair of passes says that the changed functions take longer, more than all the rest of the app does. */
  readonly changeHasGrown: boolean;
  /** True where every pair says so of the whole, and by far. */
  readonly hasGrown: boolean;
}

/** Smaller growth of the changed functions is not told: as a share of the whole on base, and in milliseconds per request. */
const LEAST_SHARE = 0.1;
const LEAST_MS = 0.05;
/** No neighbour slows a core more; beyond, it is the change that burdens the code around it. */
const MOST_DRIFT = 1.5;
/** Two processes of the same code may differ by a tenth, so growth that no change explains must be larger. */
const LEAST_SHARE_UNEXPLAINED = 0.3;

/** One tree per pass; those of the same place were taken one after the other. */
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
  const pairs = passes.base.flatMap((was, index) => {
    const is = passes.head[index];
    return is === undefined ? [] : [{ base: split(was, changed), head: split(is, changed) }];
  });
  return {
    base,
    head,
    baseMs,
    headMs,
    suspects,
    changedMs: suspects.reduce((sum, one) => sum + (one.isChanged ? one.grownMs : 0), 0),
    changeHasGrown: pairs.length > 0 && pairs.every(changeGrows),
    hasGrown: pairs.length > 0 && pairs.every((pair) => grows(pair, LEAST_SHARE_UNEXPLAINED)),
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

interface Split {
  readonly changedMs: number;
  readonly otherMs: number;
}

interface PassPair {
  readonly base: Split;
  readonly head: Split;
}

function split(tree: CallNode, changed: ReadonlySet<string>): Split {
  const changedMs = [...shareTime(tree, changed)].reduce(
    (sum, [key, { ms }]) => sum + (changed.has(key) ? ms : 0),
    0,
  );
  return { changedMs, otherMs: totalMs(tree) - changedMs };
}

/** What makes all code slower for a while (a busy neighbour, a slow clock) makes the unchanged code slower too, and is taken off. */
function changeGrows({ base, head }: PassPair): boolean {
  const slower = base.otherMs > 0 ? head.otherMs / base.otherMs : 1;
  const drift = Math.min(MOST_DRIFT, Math.max(1, slower));
  const grownMs = head.changedMs - base.changedMs * drift;
  return (
    grownMs >= Math.max(LEAST_MS, LEAST_SHARE * (base.changedMs + base.otherMs)) &&
    grows({ base, head }, LEAST_SHARE)
  );
}

function grows({ base, head }: PassPair, share: number): boolean {
  const [was, is] = [base.changedMs + base.otherMs, head.changedMs + head.otherMs];
  return is - was >= Math.max(LEAST_MS, share * was);
}
