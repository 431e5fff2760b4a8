// Everything in one job: assess, plan, measure, judge, answer.
import { review } from '../../run/review.ts';
import { conclude } from '../conclude.ts';
import type { CommandResult } from '../command-result.ts';
import { SEED } from '../seed.ts';
import type { Session } from '../session.ts';

export async function reviewCommand(session: Session): Promise<CommandResult> {
  const { folder, outside, request, version } = session;
  const pullRequest = await session.subject();
  const config = await session.config(pullRequest);
  const report = await review(
    {
      pullRequest,
      request,
      config,
      folder,
      seed: SEED,
      version,
      cacheDirectory: null,
      environment: outside.environment,
      reviewing: { programsDirectory: outside.programsDirectory, user: pullRequest.author || 'somebody' },
    },
    await outside.world(),
  );
  return conclude(report, config, session);
}
