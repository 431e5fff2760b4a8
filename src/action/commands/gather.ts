// Before the crew thinks: review and code are read once and written down, so that the step with the key needs no git and no clone.
import { keptFiles } from '../../io/files/kept-files.ts';
import { gather, writeWorkshop } from '../../run/zones/gather.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { reviewedPullRequest } from '../reviewed-pull-request.ts';
import type { Session } from '../session.ts';

export async function gatherCommand(session: Session): Promise<CommandResult> {
  const { folder, outside } = session;
  const config = await session.config(await reviewedPullRequest(session));
  const files = { ...outside.files, ...keptFiles() };
  const workshop = await gather({ folder, config }, { git: await outside.git(), files });
  await writeWorkshop(await folder.ready(), workshop, files);
  return stepDone({});
}
