// Base against head: by how much the cost of a request grew, who answers for it, and whether the diff touches them.
import type { Diff } from '../../change/diff.ts';
import type { Side } from '../../core/side.ts';
import { meanTree, totalCost, type CallNode } from './call-tree.ts';
import { changedFunctions } from './changed-functions.ts';
import { changedLines, type ChangedLine } from './changed-lines.ts';
import type { ProfiledFunction } from './profiled-function.ts';
import type { Resource } from './resource.ts';
import { shareTime, type Share } from './share-time.ts';

export interface Suspect {
  readonly fn: ProfiledFunction;
  readonly baseCost: number;
  readonly headCost: number;
  readonly grownCost: number;
  readonly head: Share | null;
  readonly base: Share | null;
  /** Its lines on head that the diff touches; empty where it touches none. */
  readonly changed: readonly ChangedLine[];
  readonly isChanged: boolean;
}

export interface ProfileComparison {
  readonly resource: Resource;
  readonly base: CallNode;
  readonly head: CallNode;
  readonly baseCost: number;
  readonly headCost: number;
  /** Most growth first. */
  readonly suspects: readonly Suspect[];
  /** Growth of all changed functions together, what shrank taken off. */
  readonly changedCost: number;
  /** True where every pair of passes says that the changed functions cost more, more than all the rest of the app does. */
  readonly changeHasGrown: boolean;
  /** True where every pair says so of the whole, and by far. */
  readonly hasGrown: boolean;
}

/** Smaller growth of the changed functions, as a share of the whole on base, is not told. */
const LEAST_SHARE = 0.1;
/** Two processes of the same code may differ by a tenth, so growth that no change explains must be larger. */
const LEAST_SHARE_UNEXPLAINED = 0.3;

/** One tree per pass; those of the same place were taken one after the other. */
export function compareProfiles(
  passes: Readonly<Record<Side, readonly CallNode[]>>,
  { diff, resource }: { readonly diff: Diff; readonly resource: Resource },
): ProfileComparison {
  const [base, head] = [meanTree(passes.base), meanTree(passes.head)];
  const touchedOnHead = changedFunctions(head, changedLines(diff, 'head'));
  const touchedOnBase = changedFunctions(base, changedLines(diff, 'base'));
  const changed = new Set([...touchedOnHead.keys(), ...touchedOnBase.keys()]);
  const shares = { base: shareTime(base, changed), head: shareTime(head, changed) };
  const suspects = [...new Set([...shares.base.keys(), ...shares.head.keys()])]
    .map((key) => suspect(key))
    .filter((one) => one !== null)
    .toSorted((one, other) => other.grownCost - one.grownCost);
  const [baseCost, headCost] = [totalCost(base), totalCost(head)];
  const pairs = passes.base.flatMap((was, index) => {
    const is = passes.head[index];
    return is === undefined ? [] : [{ base: split(was, changed), head: split(is, changed) }];
  });
  return {
    resource,
    base,
    head,
    baseCost,
    headCost,
    suspects,
    changedCost: suspects.reduce((sum, one) => sum + (one.isChanged ? one.grownCost : 0), 0),
    changeHasGrown: pairs.length > 0 && pairs.every((pair) => changeGrows(pair, resource)),
    hasGrown: pairs.length > 0 && pairs.every((pair) => grows(pair, LEAST_SHARE_UNEXPLAINED, resource)),
  };

  function suspect(key: string): Suspect | null {
    const [before, after] = [shares.base.get(key) ?? null, shares.head.get(key) ?? null];
    const fn = after?.fn ?? before?.fn;
    if (fn === undefined) return null;
    const [was, is] = [before?.cost ?? 0, after?.cost ?? 0];
    const lines = touchedOnHead.get(key) ?? [];
    return {
      fn,
      baseCost: was,
      headCost: is,
      grownCost: is - was,
      base: before,
      head: after,
      changed: lines,
      isChanged: changed.has(key),
    };
  }
}

interface Split {
  readonly changedCost: number;
  readonly otherCost: number;
}

interface PassPair {
  readonly base: Split;
  readonly head: Split;
}

function split(tree: CallNode, changed: ReadonlySet<string>): Split {
  const changedCost = [...shareTime(tree, changed)].reduce(
    (sum, [key, { cost }]) => sum + (changed.has(key) ? cost : 0),
    0,
  );
  return { changedCost, otherCost: totalCost(tree) - changedCost };
}

/** What makes all code slower for a while (a busy neighbour, a slow clock) makes the unchanged code slower too, and is taken off. */
function changeGrows({ base, head }: PassPair, resource: Resource): boolean {
  const slower = base.otherCost > 0 ? head.otherCost / base.otherCost : 1;
  const drift = Math.min(resource.mostDrift, Math.max(1, slower));
  const grownCost = head.changedCost - base.changedCost * drift;
  return (
    grownCost >= Math.max(resource.leastGrowth, LEAST_SHARE * (base.changedCost + base.otherCost)) &&
    grows({ base, head }, LEAST_SHARE, resource)
  );
}

function grows({ base, head }: PassPair, share: number, { leastGrowth }: Resource): boolean {
  const [was, is] = [base.changedCost + base.otherCost, head.changedCost + head.otherCost];
  return is - was >= Math.max(leastGrowth, share * was);
}
