// Somebody said something on a pull request: if it is a command, it is done or refused, visibly, with a reason.
import type { Command } from './commands/command.ts';
import { parseComment } from './commands/parse-comment.ts';
import { HELP_MARKER, renderHelp } from './commands/render-help.ts';
import type { Repository } from './repository.ts';
import type { BotSettings } from './settings.ts';
import { startReview, type StartedReview } from './start-review.ts';

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
  switch (parsed.kind) {
    case 'nothing':
      return;
    case 'unknown': {
      const guess = parsed.nearest === null ? '' : ` Did you mean \`/perfcrew ${parsed.nearest}\`?`;
      await refuse(
        comment,
        `perfcrew has no command \`${parsed.word.replaceAll('`', '')}\`.${guess}`,
        repository,
      );
      return;
    }
    case 'command':
      await obey(parsed.command, comment, { repository, settings });
  }
}

interface Means {
  readonly repository: Repository;
  readonly settings: BotSettings;
}

async function obey(
  command: Command,
  comment: SpokenComment,
  { repository, settings }: Means,
): Promise<void> {
  if (command.name === 'help') {
    await repository.react(comment.id, 'eyes');
    await say(comment, null, repository);
    return;
  }
  await repository.react(comment.id, 'eyes');
  if (!(await repository.mayWrite(comment.author))) {
    await refuse(
      comment,
      `\`/perfcrew ${command.name}\` runs code, so it needs write access to this repository.`,
      repository,
    );
    return;
  }
  const pullRequest = await repository.reader.pullRequest(comment.pullRequest);
  const headSha = pullRequest.head.sha;
  if (pullRequest.fromFork && command.sha === null) {
    await refuse(
      comment,
      `This code comes from a fork. Name the commit you have read: \`/perfcrew ${command.name} sha=${headSha}\`.`,
      repository,
    );
    return;
  }
  if (command.sha !== null && !headSha.startsWith(command.sha)) {
    await refuse(
      comment,
      `The head is now ${headSha}, no longer ${command.sha}. Read it, then say \`/perfcrew ${command.name} sha=${headSha}\`.`,
      repository,
    );
    return;
  }
  const level = command.name === 'optimize' ? 'comprehensive' : null;
  const started = await startReview(
    { pullRequest, level, requestedBy: comment.author },
    repository,
    settings,
  );
  await repository.react(comment.id, DONE.has(started) ? 'rocket' : 'confused');
}

/** Anything else is explained in the check run. */
const DONE: ReadonlySet<StartedReview> = new Set(['dispatched', 'nothing-to-measure']);

async function refuse(comment: SpokenComment, reason: string, repository: Repository): Promise<void> {
  await repository.react(comment.id, 'confused');
  await say(comment, reason, repository);
}

function say(comment: SpokenComment, notice: string | null, repository: Repository): Promise<void> {
  return repository.writer.writeComment(comment.pullRequest, {
    marker: HELP_MARKER,
    body: renderHelp(notice),
    create: true,
  });
}
