// What GitHub tells a job about itself: the repository, the event, where to write.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Problem } from '../core/problem.ts';

const revision = z.object({
  sha: z.string(),
  ref: z.string(),
  repo: z.object({ full_name: z.string() }).nullable(),
});

const pullRequestEvent = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  labels: z.array(z.object({ name: z.string() })).default([]),
  base: revision,
  head: revision,
});

/** Who wrote it, as GitHub knows them here: OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR, … */
const commentEvent = z.object({ author_association: z.string().nullish() });

const workflowRunEvent = z
  .object({ head_sha: z.string(), conclusion: z.string().nullish() })
  .transform((run) => ({ headSha: run.head_sha, conclusion: run.conclusion ?? null }));

const eventSchema = z.object({
  pull_request: pullRequestEvent.optional(),
  comment: commentEvent.optional(),
  workflow_run: workflowRunEvent.optional(),
});

export type PullRequestEvent = z.infer<typeof pullRequestEvent>;

export interface Job {
  /** owner/name of the repository the workflow belongs to. */
  readonly repository: string;
  readonly apiUrl: string;
  /** Page of this run, for people. */
  readonly runUrl: string | null;
  /** Absolute. */
  readonly workspace: string;
  readonly temporaryDirectory: string;
  /** What started the workflow: `pull_request`, `workflow_dispatch`, … */
  readonly eventName: string;
  readonly pullRequest: PullRequestEvent | null;
  /** Login of who started the workflow. */
  readonly actor: string;
  /** What the author of the comment is to the repository, where a comment started the workflow. */
  readonly commentBy: string | null;
  /** The run that triggered this one by `workflow_run`. */
  readonly upstreamRun: { readonly headSha: string; readonly conclusion: string | null } | null;
}

export function readJob(environment: NodeJS.ProcessEnv): Job {
  const required = (name: string): string => {
    const value = environment[name];
    if (value) return value;
    throw new Problem('input-invalid', {
      what: `The environment variable ${name} is not set, so this is not a job of GitHub Actions.`,
      mend: 'Use the command line instead: npx perfcrew review.',
    });
  };
  const repository = required('GITHUB_REPOSITORY');
  const server = environment['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const runId = environment['GITHUB_RUN_ID'];
  const event = readEvent(required('GITHUB_EVENT_PATH'));
  const workspace = required('GITHUB_WORKSPACE');
  return {
    repository,
    apiUrl: environment['GITHUB_API_URL'] ?? 'https://api.github.com',
    runUrl: runId === undefined ? null : `${server}/${repository}/actions/runs/${runId}`,
    workspace,
    temporaryDirectory: environment['RUNNER_TEMP'] ?? workspace,
    eventName: environment['GITHUB_EVENT_NAME'] ?? '',
    pullRequest: event.pull_request ?? null,
    actor: environment['GITHUB_ACTOR'] ?? 'somebody',
    commentBy: event.comment?.author_association ?? null,
    upstreamRun: event.workflow_run ?? null,
  };
}

function readEvent(path: string): z.infer<typeof eventSchema> {
  try {
    return eventSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Problem('input-invalid', {
      what: `The event file ${path} cannot be read as an event of GitHub.`,
      mend: 'Run the action in a workflow; GitHub writes this file for every job.',
      cause,
    });
  }
}
