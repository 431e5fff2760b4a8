// The publish zone's story of a push that made the default branch slower: one pull request that takes it back, or one issue that says
// why a person must, and never the same twice. Nothing here runs code, checks anything out, merges, or writes to the default branch.
import { isProblem } from '../../core/problem.ts';
import type { ForgeRange, OwnPull, Restoration } from '../../ports/forge.ts';
import type { MetricComparison } from '../../compare/comparison.ts';
import { readRevertMark } from '../../report/reverts/mark.ts';
import { planRevert } from '../../report/reverts/plan-revert.ts';
import {
  renderRevert,
  revertBranch,
  revertMessage,
  REVERT_PREFIX,
} from '../../report/reverts/render-revert.ts';
import { renderRevertHandoff } from '../../report/reverts/revert-handoff.ts';
import type { ToldPush } from '../../report/reverts/told-push.ts';
import type { RevertForge } from './revert-forge.ts';

export interface SlowPush {
  readonly range: ForgeRange;
  /** The worst first; at least one. */
  readonly regressions: readonly MetricComparison[];
  readonly runUrl: string | null;
}

export type RevertOutcome =
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'known' | 'opened'; readonly pull: number }
  | { readonly kind: 'turned-down'; readonly pull: number; readonly merged: boolean }
  | { readonly kind: 'handed-off'; readonly issue: number; readonly opened: boolean; readonly why: string }
  /** What GitHub did not let it do, and the one thing to do about it. */
  | { readonly kind: 'refused'; readonly why: string; readonly mend: string };

/** Asked for and told by name; of a very large push the last ones. */
const MOST_COMMITS = 20;

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
  const raised = own.find(({ body }) => readRevertMark(body) === head);
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
  const isOwnRevert = commits.some(({ pulls }) =>
    pulls.some((pull) => pull.branch.startsWith(REVERT_PREFIX)),
  );
  // Somebody merged it knowing the numbers; taking it back again would go to and fro.
  if (isOwnRevert) return { kind: 'nothing', why: 'it is itself a revert that perfcrew proposed' };
  const told: ToldPush = {
    branch,
    base,
    head,
    commits,
    commitCount: range.commits.length,
    regressions,
    runUrl,
  };
  if (plan.kind === 'handoff') {
    const { number, opened } = await forge.notes.openIssue(renderRevertHandoff(told, plan));
    return { kind: 'handed-off', issue: number, opened, why: plan.why };
  }
  return await open(told, { content: plan.content, onto: tip }, forge);
}

function outcomeOf({ state, number }: OwnPull): RevertOutcome {
  return state === 'open'
    ? { kind: 'known', pull: number }
    : { kind: 'turned-down', pull: number, merged: state === 'merged' };
}

async function open(
  told: ToldPush,
  { content, onto }: Pick<Restoration, 'content' | 'onto'>,
  forge: RevertForge,
): Promise<RevertOutcome> {
  const branch = revertBranch(told.head);
  const pushed = await forge.restorer.restore({ branch, onto, content, message: revertMessage(told) });
  if (pushed.status === 'refused')
    return {
      kind: 'refused',
      why: pushed.reason,
      mend: `Delete the branch ${branch} if nobody needs it, and run the job again.`,
    };
  try {
    const pull = await forge.branches.open({ branch, into: told.branch, ...renderRevert(told, content) });
    return { kind: 'opened', pull };
  } catch (error) {
    if (!isProblem(error) || error.code !== 'forge-refused') throw error;
    return {
      kind: 'refused',
      why: `The branch ${branch} holds the revert. ${error.message}`,
      mend: mendOf(error),
    };
  }
}

/** Where a setting forbids it, GitHub says so in words; no permission of the job would help. */
function mendOf({ message, mend }: { readonly message: string; readonly mend: string }): string {
  return /not permitted to create/i.test(message)
    ? 'Switch on "Allow GitHub Actions to create and approve pull requests" (Settings → Actions → General), and run the job again.'
    : mend;
}
