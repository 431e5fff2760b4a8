// One job on a fresh runner: its own folders, its own token with exactly its permissions, its steps, and a clean end.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Hub } from '../hub.ts';
import { type JsonObject, toText } from '../json.ts';
import type { Access, Installation } from '../model/app.ts';
import type { Conclusion, JobRun, WorkflowRun } from '../model/workflow-run.ts';
import { mintToken } from '../tokens.ts';
import { evaluateValue, interpolate } from './expression.ts';
import { githubContext, githubVariables } from './github-context.ts';
import { jobLog } from './job-log.ts';
import type { JobState } from './job-state.ts';
import { mintRuntimeToken } from './runtime-token.ts';
import { runPostSteps, runSteps } from './run-steps.ts';
import type { JobSpec, WorkflowFile } from './workflow-file.ts';

export interface JobRequest {
  readonly record: JobRun;
  readonly spec: JobSpec;
  readonly file: WorkflowFile;
  readonly contexts: JsonObject;
  readonly permissions: Readonly<Record<string, Access>>;
  readonly withSecrets: boolean;
  readonly signal: AbortSignal;
  readonly started: () => Promise<void>;
}

export async function runJob(hub: Hub, run: WorkflowRun, request: JobRequest): Promise<void> {
  const { record, spec } = request;
  if (request.signal.aborted) {
    finish(hub, record, 'cancelled');
    return;
  }
  record.status = 'in_progress';
  record.startedAt = hub.clock.now();
  await request.started();
  const root = await mkdtemp(join(tmpdir(), 'perfcrew-runner-'));
  const token = mintToken(hub, {
    installation: actionsInstallation(hub, run, request.permissions),
    permissions: request.permissions,
    repositories: new Set([run.repository]),
    workflowRunId: run.id,
  });
  const timeout = AbortSignal.timeout(timeoutMs(request));
  const log = jobLog();
  try {
    const state = await prepare(hub, run, {
      ...request,
      root,
      token: token.token,
      log,
      signal: AbortSignal.any([request.signal, timeout]),
    });
    await runSteps(state, spec.steps);
    await runPostSteps(state);
    const scope = { contexts: state.contexts(), status: 'success' } as const;
    record.outputs = withoutSecrets(log, evaluateOutputs(spec, scope));
    finish(
      hub,
      record,
      timeout.aborted ? 'timed_out' : request.signal.aborted ? 'cancelled' : state.conclusion,
    );
  } catch (error) {
    log.say(`##[error]${error instanceof Error ? error.message : String(error)}`);
    finish(hub, record, 'failure');
  } finally {
    record.log = `${log.lines.join('\n')}\n`;
    record.checkRun.annotations.push(...log.takeAnnotations());
    hub.installationTokens.delete(token.token);
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function finish(hub: Hub, record: JobRun, conclusion: Conclusion): void {
  record.status = 'completed';
  record.conclusion = conclusion;
  record.completedAt = hub.clock.now();
}

async function prepare(
  hub: Hub,
  run: WorkflowRun,
  job: JobRequest & {
    readonly root: string;
    readonly token: string;
    readonly log: ReturnType<typeof jobLog>;
  },
): Promise<JobState> {
  const { repository } = run;
  const workspace = join(job.root, 'work', repository.name, repository.name);
  const temp = join(job.root, 'work', '_temp');
  const home = join(job.root, 'home');
  const tools = join(job.root, 'tools');
  for (const directory of [workspace, join(temp, '_github_workflow'), home, tools])
    await mkdir(directory, { recursive: true });
  const eventPath = join(temp, '_github_workflow', 'event.json');
  await writeFile(eventPath, JSON.stringify(run.payload));
  const secrets = job.withSecrets ? Object.fromEntries(repository.secrets) : {};
  const runtimeToken = mintRuntimeToken(hub, run, job.record);
  for (const secret of [job.token, runtimeToken, ...Object.values(secrets)]) job.log.mask(secret);
  const github = {
    ...githubContext(hub, run),
    token: job.token,
    job: job.record.key,
    workspace,
    event_path: eventPath,
  };
  const runner = {
    os: 'Linux',
    arch: 'X64',
    name: 'test-runner',
    temp,
    tool_cache: tools,
    environment: 'self-hosted',
    debug: '',
  };
  const contexts = { ...job.contexts, github, runner, secrets: { ...secrets, GITHUB_TOKEN: job.token } };
  const scope = { contexts, status: 'success' } as const;
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...job.file.env, ...job.spec.env })) {
    environment[name] = interpolate(toText(value), { ...scope, contexts: { ...contexts, env: environment } });
  }
  const state: JobState = {
    hub,
    run,
    job: job.record,
    signal: job.signal,
    log: job.log,
    token: job.token,
    runtimeToken,
    workspace,
    temp,
    defaults: { ...job.file.defaults?.run, ...job.spec.defaults?.run },
    baseVariables: {
      ...githubVariables(github, { workspace, eventPath, job: job.record }),
      HOME: home,
      LANG: 'C.UTF-8',
      RUNNER_ARCH: 'X64',
      RUNNER_ENVIRONMENT: 'self-hosted',
      RUNNER_NAME: 'test-runner',
      RUNNER_OS: 'Linux',
      RUNNER_TEMP: temp,
      RUNNER_TOOL_CACHE: tools,
      RUNNER_WORKSPACE: dirname(workspace),
    },
    // The node that runs the tests is what actions and steps get, ahead of the machine's own.
    paths: [
      dirname(process.execPath),
      '/usr/local/sbin',
      '/usr/local/bin',
      '/usr/sbin',
      '/usr/bin',
      '/sbin',
      '/bin',
    ],
    environment,
    steps: {},
    postSteps: [],
    conclusion: 'success',
    contexts: () => ({
      ...contexts,
      env: { ...state.environment },
      steps: { ...state.steps },
      job: { status: state.conclusion, check_run_id: job.record.id },
    }),
  };
  return state;
}

function actionsInstallation(
  hub: Hub,
  run: WorkflowRun,
  permissions: Readonly<Record<string, Access>>,
): Installation {
  return {
    id: run.repository.id,
    app: hub.actionsApp,
    account: run.repository.owner,
    permissions,
    repositories: new Set([run.repository]),
    createdAt: run.createdAt,
  };
}

function timeoutMs(request: JobRequest): number {
  const minutes = evaluateValue(request.spec['timeout-minutes'] ?? 10, {
    contexts: request.contexts,
    status: 'success',
  });
  return Math.round(Number(toText(minutes)) * 60_000);
}

function evaluateOutputs(
  spec: JobSpec,
  scope: { readonly contexts: JsonObject; readonly status: 'success' },
) {
  return Object.fromEntries(
    Object.entries(spec.outputs ?? {}).map(([name, value]) => [name, interpolate(toText(value), scope)]),
  );
}

/** An output with a secret in it does not leave the job. */
function withoutSecrets(log: ReturnType<typeof jobLog>, outputs: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(outputs).filter(([name, value]) => {
      const isSecret = value !== '' && log.holdsSecret(value);
      if (isSecret) log.say(`##[warning]Skip output '${name}' since it may contain secret.`);
      return !isSecret;
    }),
  );
}
