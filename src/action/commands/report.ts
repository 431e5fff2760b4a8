// The last job of a matrix: judges what the others measured and answers on the pull request.
import { judgeFolder } from '../../run/judge-folder.ts';
import { conclude } from '../conclude.ts';
import type { CommandResult } from '../command-result.ts';
import type { Session } from '../session.ts';

export async function reportCommand(session: Session): Promise<CommandResult> {
  const { outside, version } = session;
  const report = await judgeFolder(session, { version, finishedAt: outside.clock.now(), phases: [] });
  const config = await session.config(report.pullRequest);
  return conclude(report, config, session);
}
