// Which events of GitHub the bot listens to, and which of its answers belongs to each.
import type { Context, Probot } from 'probot';
import type { Clock } from '../src/ports/clock.ts';
import type { Log } from '../src/ports/log.ts';
import { onComment } from './on-comment.ts';
import { onPullRequest } from './on-pull-request.ts';
import { onWorkflowRun } from './on-workflow-run.ts';
import { openRepository, type Repository } from './repository.ts';
import type { BotSettings } from './settings.ts';
import { startReview } from './start-review.ts';

export function perfcrewApp(settings: BotSettings, clock: Clock): (probot: Probot) => void {
  return (probot) => {
    const log: Log = {
      phase: () => () => undefined,
      info: (message) => probot.log.info(message),
      warn: (message) => probot.log.warn(message),
      debug: (message) => probot.log.debug(message),
    };

    probot.on(
      [
        'pull_request.opened',
        'pull_request.reopened',
        'pull_request.synchronize',
        'pull_request.ready_for_review',
      ],
      async (context) => {
        if (context.payload.pull_request.draft) return;
        await onPullRequest(context.payload.pull_request.number, repositoryOf(context), settings);
      },
    );

    // A label may ask for a level of care, and taking off `perfcrew:skip` for a review.
    probot.on(['pull_request.labeled', 'pull_request.unlabeled'], async (context) => {
      const { label, pull_request: pullRequest } = context.payload;
      const isOurs = label?.name.toLowerCase().startsWith('perfcrew:') === true;
      if (!isOurs || pullRequest.draft || pullRequest.state !== 'open') return;
      await onPullRequest(pullRequest.number, repositoryOf(context), settings);
    });

    probot.on('issue_comment.created', async (context) => {
      const { comment, issue } = context.payload;
      const author = comment.user;
      const byPerson = author !== null && author.type === 'User';
      if (issue.pull_request === undefined || issue.state !== 'open' || issue.locked || !byPerson) return;
      await onComment(
        { id: comment.id, body: comment.body, author: author.login, pullRequest: issue.number },
        repositoryOf(context),
        settings,
      );
    });

    probot.on('workflow_run.completed', async (context) => {
      const { workflow_run: run, repository } = context.payload;
      // Only the default branch's workflow file, started by a dispatch, sets a title that may be trusted.
      const isOurs =
        run.event === 'workflow_dispatch' &&
        run.head_branch === repository.default_branch &&
        run.path?.split('@')[0] === `.github/workflows/${settings.workflow}`;
      if (!isOurs) return;
      await onWorkflowRun(
        { id: run.id, title: run.display_title ?? '', conclusion: run.conclusion, url: run.html_url },
        { repository: repositoryOf(context), settings, clock, log },
      );
    });

    probot.on(['check_run.rerequested', 'check_run.requested_action'], async (context) => {
      const { check_run: check, sender } = context.payload;
      if (check.app?.id !== settings.appId || check.name !== settings.checkName) return;
      const repository = repositoryOf(context);
      const pullRequest = await repository.reader.pullRequestOfHead(check.head_sha);
      if (pullRequest === null || !(await repository.mayWrite(sender.login))) return;
      const pressed =
        'requested_action' in context.payload ? context.payload.requested_action?.identifier : undefined;
      const level = pressed === 'optimize' ? 'comprehensive' : null;
      await startReview({ pullRequest, level, requestedBy: sender.login }, repository, settings);
    });
  };
}

function repositoryOf(
  context: Pick<
    Context<'pull_request' | 'issue_comment' | 'workflow_run' | 'check_run'>,
    'octokit' | 'payload'
  >,
): Repository {
  return openRepository(context.octokit, context.payload.repository);
}
