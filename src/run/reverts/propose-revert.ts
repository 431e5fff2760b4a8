// The publish zone's story of a push that made the default branch slower: one pull request that takes it back, or one issue that says
// why a person must, and never the same twice. Nothing here runs code, checks anything out, merges, or writes to the default branch.
import { isProblem } from '../../core/problem.ts';
import type { ForgeRange } from '../../ports/forge.ts';
import type { MetricComparison } from '../../compare/comparison.ts';
import { revertHandoffMark } from '../../report/reverts/mark.ts';
import { planRevert } from '../../report/reverts/plan-revert.ts';
import { REVERT_PREFIX } from '../../report/reverts/render-revert.ts';
import { renderRevertHandoff, type RevertHandoff } from '../../report/reverts/revert-handoff.ts';
import type { ToldPush } from '../../report/reverts/told-push.ts';
import { isAbout, openRevert, outcomeOf } from './open-revert.ts';
import type { RevertForge } from './revert-forge.ts';
import type { RevertOutcome } from './revert-outcome.ts';

export interface SlowPush {
  readonly range: ForgeRange;
  /** The worst first; at least one. */
  readonly regressions: readonly MetricComparison[];
  readonly runUrl: string | null;
}

/** Asked for and told by name; of a very large push the last ones. */
const MOST_COMMITS = 20;
const WITH_REVERT = 'The push holds a revert that perfcrew proposed, and other commits besides.';

export async function proposeRevert(push: SlowPush, forge: RevertForge): Promise<RevertOutcome> {
  try {
    return await propose(push, forge);
  } catch (error) {
    if (!isProblem(error) || error.code !== 'forge-refused') throw error;
    return { kind: 'refused', why: error.message, mend: error.mend };
  }
}

async function propose(push: SlowPush, forge: RevertForge): Promise<RevertOutcome> {
  const { range, regressions, runUrl } = push;
  const { base, head, relation } = range;
  const own = await forge.branches.pulls(REVERT_PREFIX);
  const raised = own.find(isAbout(head));
  if (raised !== undefined) return outcomeOf(raised);

  const { name: branch, tip } = await forge.history.defaultBranch();
  const since = (await forge.history.range(head, tip)).relation;
  const isThere = since === 'identical' || since === 'ahead';
  const plan = planRevert({
    base,
    head,
    relation,
    since,
    pushed: isThere ? await forge.history.treeChanges(base, head) : null,
    later: since === 'ahead' ? await forge.history.treeChanges(head, tip) : [],
  });
  if (plan.kind === 'nothing') return plan;

  const commits = await Promise.all(
    range.commits.slice(-MOST_COMMITS).map((sha) => forge.history.commit(sha)),
  );
  // A branch's name says nothing: anybody may call theirs like one of these.
  const ownNumbers = new Set(own.map(({ number }) => number));
  const reverts = commits.filter(({ pulls }) => pulls.some(({ number }) => ownNumbers.has(number)));
  // Somebody merged it knowing the numbers; taking it back again would go to and fro.
  if (reverts.length > 0 && reverts.length === range.commits.length)
    return { kind: 'nothing', why: 'it is itself a revert that perfcrew proposed' };
  const told: ToldPush = {
    branch,
    base,
    head,
    commits,
    commitCount: range.commits.length,
    regressions,
    runUrl,
  };
  if (plan.kind === 'handoff') return await handOff(told, plan, forge);
  if (reverts.length > 0) return await handOff(told, { why: WITH_REVERT, paths: [] }, forge);
  const issue = await issueOf(head, forge);
  if (issue?.state === 'closed') return { kind: 'turned-down', pull: issue.number, merged: false };
  return await openRevert(told, { content: plan.content, onto: tip }, forge);
}

async function handOff(told: ToldPush, handoff: RevertHandoff, forge: RevertForge): Promise<RevertOutcome> {
  const { number, opened } = await forge.notes.openIssue(renderRevertHandoff(told, handoff));
  return { kind: 'handed-off', issue: number, opened, why: handoff.why };
}

/** Whoever may read no issues has opened none. */
async function issueOf(head: string, { notes }: RevertForge): ReturnType<RevertForge['notes']['issue']> {
  try {
    return await notes.issue(revertHandoffMark(head));
  } catch (error) {
    if (!isProblem(error) || error.code !== 'forge-refused') throw error;
    return null;
  }
}
