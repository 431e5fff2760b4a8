// Before the crew thinks: review and code are read once and written down, so that the step with the key needs no git and no clone.
import { keptFiles } from '../../io/files/kept-files.ts';
import { gather } from '../../run/zones/gather.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { reviewedPullRequest } from '../reviewed-pull-request.ts';
import type { Session } from '../session.ts';

export async function gatherCommand(session: Session): Promise<CommandResult> {
  const { folder, outside } = session;
  const config = await session.config(await reviewedPullRequest(session));
  await gather({ folder, config }, { git: await outside.git(), files: { ...outside.files, ...keptFiles() } });
  return stepDone({});
}
