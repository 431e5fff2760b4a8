// The branch that takes a push back, and its pull request; where either is there already, nothing is written twice.
import { isProblem } from '../../core/problem.ts';
import type { OwnPull, Restoration } from '../../ports/forge.ts';
import { readRevertMark } from '../../report/reverts/mark.ts';
import { renderRevert, revertBranch, revertMessage } from '../../report/reverts/render-revert.ts';
import type { ToldPush } from '../../report/reverts/told-push.ts';
import type { RevertForge } from './revert-forge.ts';
import type { RevertOutcome } from './revert-outcome.ts';

/** By its branch too: people may edit the text before they close it. */
export function isAbout(head: string): (pull: OwnPull) => boolean {
  return ({ body, branch }) => readRevertMark(body) === head || branch === revertBranch(head);
}

export function outcomeOf({ state, number }: OwnPull): RevertOutcome {
  return state === 'open'
    ? { kind: 'known', pull: number }
    : { kind: 'turned-down', pull: number, merged: state === 'merged' };
}

export async function openRevert(
  told: ToldPush,
  { content, onto }: Pick<Restoration, 'content' | 'onto'>,
  forge: RevertForge,
): Promise<RevertOutcome> {
  const { branch: into, head } = told;
  const branch = revertBranch(head);
  const message = revertMessage(told);
  const pushed = await forge.restorer.restore({ branch, onto, since: head, content, message });
  switch (pushed.status) {
    case 'taken':
      return {
        kind: 'refused',
        why: `The branch ${branch} is there already, and what it holds is not the revert.`,
        mend: 'Delete it if nobody needs it, and run the job again.',
      };
    case 'refused':
      return {
        kind: 'refused',
        why: pushed.reason,
        mend: 'Let workflows create branches that begin with `perfcrew/` (Settings → Rules), and run the job again.',
      };
    case 'restored':
  }
  try {
    const pull = await forge.branches.open({ branch, into, ...renderRevert(told, content) });
    return { kind: 'opened', pull };
  } catch (error) {
    if (!isProblem(error) || error.code !== 'forge-refused') throw error;
    // Another run may have opened it in between.
    const raised = (await forge.branches.pulls(branch)).find(isAbout(head));
    if (raised !== undefined) return outcomeOf(raised);
    return {
      kind: 'refused',
      why: `The branch ${branch} was made to hold the revert. ${error.message}`,
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
