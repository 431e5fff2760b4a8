// A pull request was opened or pushed to: risk and plan at once, then a workflow measures.
import type { Repository } from './repository.ts';
import type { BotSettings } from './settings.ts';
import { startReview } from './start-review.ts';

/** Taking a review off is a label, so that everyone sees it. */
const SKIP_LABEL = 'perfcrew:skip';

export async function onPullRequest(
  number: number,
  repository: Repository,
  settings: BotSettings,
): Promise<void> {
  const pullRequest = await repository.reader.pullRequest(number);
  if (pullRequest.labels.includes(SKIP_LABEL)) return;
  await startReview({ pullRequest, level: null, requestedBy: null }, repository, settings);
}
