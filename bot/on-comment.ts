// Somebody said something on a pull request: if it is a command, it is done or refused, visibly, with a reason.
import { isProblem } from '../src/core/problem.ts';
import type { Command } from './commands/command.ts';
import { parseComment } from './commands/parse-comment.ts';
import { HELP_MARKER, renderHelp } from './commands/render-help.ts';
import type { Repository } from './repository.ts';
import type { BotSettings } from './settings.ts';
import { startReview } from './start-review.ts';

export interface SpokenComment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  readonly pullRequest: number;
}

export async function onComment(
  comment: SpokenComment,
  repository: Repository,
  settings: BotSettings,
): Promise<void> {
  const parsed = parseComment(comment.body);
  if (parsed.kind === 'nothing') return;
  await repository.react(comment.id, 'eyes');
  if (parsed.kind === 'command' && parsed.command.name === 'help') {
    await say(comment, null, repository);
    return;
  }
  const refusal =
    parsed.kind === 'unknown'
      ? unknownCommand(parsed)
      : await obey(parsed.command, comment, { repository, settings });
  if (refusal === null) return;
  await repository.react(comment.id, 'confused');
  if (refusal !== '') await say(comment, refusal, repository);
}

function unknownCommand({
  said,
  nearest,
}: {
  readonly said: string;
  readonly nearest: string | null;
}): string {
  const guess = nearest === null ? '' : ` Did you mean \`/perfcrew ${nearest}\`?`;
  return `perfcrew has no command \`${said}\`.${guess}`;
}

interface Means {
  readonly repository: Repository;
  readonly settings: BotSettings;
}

/** Why it was not done; null where it was, and empty where the check run tells why not. */
async function obey(command: Command, comment: SpokenComment, means: Means): Promise<string | null> {
  const { repository, settings } = means;
  try {
    if (!(await repository.mayWrite(comment.author))) {
      return `\`/perfcrew ${command.name}\` runs code, so it needs write access to this repository.`;
    }
    const pullRequest = await repository.reader.pullRequest(comment.pullRequest);
    const headSha = pullRequest.head.sha;
    if (pullRequest.fromFork && command.sha === null) {
      return `This code comes from a fork. Name the commit you have read: \`/perfcrew ${command.name} sha=${headSha}\`.`;
    }
    if (command.sha !== null && !headSha.startsWith(command.sha)) {
      return `The head is now ${headSha}, no longer ${command.sha}. Read it, then say \`/perfcrew ${command.name} sha=${headSha}\`.`;
    }
    const level = command.name === 'optimize' ? 'comprehensive' : null;
    const request = { pullRequest, level, requestedBy: comment.author } as const;
    if ((await startReview(request, repository, settings)) === 'stopped') return '';
    await repository.react(comment.id, 'rocket');
    return null;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return `${error.message} ${error.mend}`;
  }
}

function say(comment: SpokenComment, notice: string | null, repository: Repository): Promise<void> {
  return repository.writer.writeComment(comment.pullRequest, {
    marker: HELP_MARKER,
    body: renderHelp(notice),
    create: true,
  });
}
