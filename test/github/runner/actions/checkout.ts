// actions/checkout with real git over HTTP: depth, ref, other repositories, and the token left in (or kept out of) the clone.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gitEnvironment } from '../../git/run-git.ts';
import { isObject } from '../../json.ts';
import type { Inputs, JobState, StepEnd } from '../job-state.ts';
import { runProcess } from '../run-process.ts';

export async function checkout(state: JobState, inputs: Inputs, signal: AbortSignal): Promise<StepEnd> {
  const { hub, run } = state;
  const repository = inputs['repository'] ?? run.repository.fullName;
  const isOwn = repository === run.repository.fullName;
  const wanted = inputs['ref'] ?? '';
  refuseStrangersCode(state, {
    repository,
    ref: wanted,
    isAllowed: inputs['allow-unsafe-pr-checkout'] === 'true',
  });
  const directory = join(state.workspace, inputs['path'] ?? '.');
  await mkdir(directory, { recursive: true });
  const token = inputs['token'] ?? state.token;
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const auth = ['-c', `http.${hub.origin}/.extraheader=${header}`];
  const depth = Number(inputs['fetch-depth'] ?? 1);
  const git = async (...args: readonly string[]): Promise<boolean> => {
    const exitCode = await runProcess({
      command: 'git',
      args: ['-C', directory, ...args],
      directory,
      environment: gitEnvironment({ HOME: state.baseVariables['HOME'] ?? '/nonexistent' }),
      signal,
      onLine: state.log.say,
    });
    return exitCode === 0;
  };
  const source = sourceOf(state, { isOwn, wanted });
  const isShallow = depth > 0;
  const refspecs = isShallow
    ? [`+${source.fetch}:${source.tracking}`]
    : [
        '+refs/heads/*:refs/remotes/origin/*',
        '+refs/tags/*:refs/tags/*',
        // A branch is among the heads already; git refuses to fetch two things to one ref.
        ...(source.branch === null ? [`+${source.fetch}:${source.tracking}`] : []),
      ];
  const isDone =
    (await git('init', '--quiet', '--initial-branch', 'main')) &&
    (await git('remote', 'add', 'origin', `${hub.origin}/${repository}`)) &&
    (await git(
      ...auth,
      'fetch',
      '--quiet',
      '--no-tags',
      ...(isShallow ? [`--depth=${depth}`] : []),
      'origin',
      ...refspecs,
    )) &&
    (await (source.branch === null
      ? git('checkout', '--quiet', '--force', source.tracking)
      : git('checkout', '--quiet', '--force', '-B', source.branch, source.tracking)));
  if (!isDone) {
    state.log.output(
      `::error::The checkout of ${repository} at ${wanted === '' ? source.fetch : wanted} failed.`,
    );
    return { isSuccess: false, outputs: {}, summary: '' };
  }
  if (inputs['persist-credentials'] !== 'false')
    await git('config', '--local', `http.${hub.origin}/.extraheader`, header);
  return {
    isSuccess: true,
    outputs: { ref: wanted === '' ? run.ref : wanted, commit: run.sha },
    summary: '',
  };
}

interface Source {
  readonly fetch: string;
  readonly tracking: string;
  /** The local branch to be on; null is a detached head. */
  readonly branch: string | null;
}

function sourceOf(state: JobState, what: { readonly isOwn: boolean; readonly wanted: string }): Source {
  const { run } = state;
  if (what.wanted === '' && what.isOwn) {
    const branch = run.ref.startsWith('refs/heads/') ? run.ref.slice('refs/heads/'.length) : null;
    const tracking =
      branch === null ? `refs/remotes/${run.ref.replace(/^refs\//, '')}` : `refs/remotes/origin/${branch}`;
    return { fetch: run.sha, tracking, branch };
  }
  const name = what.wanted === '' ? 'HEAD' : what.wanted;
  if (/^[0-9a-f]{40}$/.test(name) || name === 'HEAD')
    return { fetch: name, tracking: 'refs/remotes/origin/checkout', branch: null };
  if (name.startsWith('refs/'))
    return { fetch: name, tracking: `refs/remotes/${name.replace(/^refs\//, '')}`, branch: null };
  return { fetch: `refs/heads/${name}`, tracking: `refs/remotes/origin/${name}`, branch: name };
}

/** As the action itself does since version 7: no stranger's code where secrets are. */
function refuseStrangersCode(
  state: JobState,
  asked: { readonly repository: string; readonly ref: string; readonly isAllowed: boolean },
): void {
  const { run } = state;
  if (asked.isAllowed || (run.event !== 'pull_request_target' && run.event !== 'workflow_run')) return;
  const cause = run.payload[run.event === 'workflow_run' ? 'workflow_run' : 'pull_request'];
  const head = isObject(cause) ? (isObject(cause['head']) ? cause['head']['sha'] : cause['head_sha']) : null;
  const isForkHead = asked.ref === head && isForkCause(state);
  if (asked.repository === run.repository.fullName && !asked.ref.startsWith('refs/pull/') && !isForkHead)
    return;
  throw new Error(
    `Refusing to check out ${asked.repository}@${asked.ref} in a ${run.event} workflow: it holds code of a pull request from a fork.`,
  );
}

function isForkCause(state: JobState): boolean {
  const { payload, repository } = state.run;
  const run = payload['workflow_run'];
  const pull = payload['pull_request'];
  const head = isObject(run)
    ? run['head_repository']
    : isObject(pull) && isObject(pull['head'])
      ? pull['head']['repo']
      : null;
  return isObject(head) && head['full_name'] !== repository.fullName;
}
