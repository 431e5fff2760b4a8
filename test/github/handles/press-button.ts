// Clicks on a check run's page, which no API offers.
import { checkRunEvent } from '../checks.ts';
import type { Hub } from '../hub.ts';
import { roleIsAtLeast } from '../model/account.ts';
import type { CheckRun } from '../model/check-run.ts';
import { roleOf } from '../model/repository.ts';
import type { UserHandle } from './user-handle.ts';

export async function pressButton(
  hub: Hub,
  checkRun: CheckRun,
  button: { readonly identifier: string; readonly by: UserHandle },
): Promise<void> {
  const known = checkRun.actions.map((action) => action.identifier);
  if (checkRun.status !== 'completed' || !known.includes(button.identifier)) {
    throw new Error(
      `"${checkRun.name}" (${checkRun.status}) shows no button ${button.identifier}; it has: ${known.join(', ')}.`,
    );
  }
  await click(hub, checkRun, { by: button.by, action: 'requested_action', identifier: button.identifier });
}

export async function rerequest(hub: Hub, checkRun: CheckRun, by: UserHandle): Promise<void> {
  await click(hub, checkRun, { by, action: 'rerequested' });
}

/** Only who may write to the repository sees buttons. */
async function click(
  hub: Hub,
  checkRun: CheckRun,
  what: {
    readonly by: UserHandle;
    readonly action: 'requested_action' | 'rerequested';
    readonly identifier?: string;
  },
): Promise<void> {
  if (!roleIsAtLeast(roleOf(checkRun.repository, what.by.login), 'write')) {
    throw new Error(
      `${what.by.login} may not write to ${checkRun.repository.fullName} and sees no buttons there.`,
    );
  }
  await checkRunEvent(hub, checkRun, {
    action: what.action,
    actor: { account: what.by.account, app: null, workflowRunId: null },
    ...(what.identifier === undefined ? {} : { identifier: what.identifier }),
  });
}
