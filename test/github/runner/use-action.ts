// `uses:` steps: the few actions the runner plays itself, built actions given by the test, and actions in repositories.
import { toText } from '../json.ts';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { resolveCommit } from '../git/bare-repository.ts';
import { gitEnvironment } from '../git/run-git.ts';
import { checkout } from './actions/checkout.ts';
import { downloadArtifact } from './actions/download-artifact.ts';
import { uploadArtifact } from './actions/upload-artifact.ts';
import { interpolate } from './expression.ts';
import type { Inputs, JobState, StepEnd } from './job-state.ts';
import { runActionFolder } from './run-action-folder.ts';
import { scopeOf, type TimedPlace } from './step-scope.ts';
import type { StepSpec } from './workflow-file.ts';

type Played = (state: JobState, inputs: Inputs, signal: AbortSignal) => Promise<StepEnd>;

/** setup-node and cache have nothing to do here: node is there, and a cache that always misses is a valid cache. */
const nothing: Played = () =>
  Promise.resolve({ isSuccess: true, outputs: { 'cache-hit': 'false' }, summary: '' });
const played: Readonly<Record<string, Played>> = {
  'actions/checkout': checkout,
  'actions/setup-node': nothing,
  'actions/cache': nothing,
  'actions/cache/restore': nothing,
  'actions/cache/save': nothing,
  'actions/upload-artifact': uploadArtifact,
  'actions/download-artifact': downloadArtifact,
};

export async function useAction(state: JobState, step: StepSpec, place: TimedPlace): Promise<StepEnd> {
  const uses = step.uses ?? '';
  const scope = scopeOf(state, place);
  const inputs: Record<string, string> = {};
  for (const [name, value] of Object.entries(step.with ?? {}))
    inputs[name] = interpolate(toText(value), scope);
  const action = uses.split('@')[0] ?? uses;
  const own = played[action];
  if (own !== undefined) return own(state, inputs, place.signal);
  const folder = await folderOf(state, uses);
  return runActionFolder(state, { folder, uses, inputs, name: step.name ?? uses }, place);
}

async function folderOf(state: JobState, uses: string): Promise<string> {
  const { builtActions } = state.hub;
  if (uses.startsWith('./')) {
    const folder = join(state.workspace, uses);
    const given = builtActions.get(uses);
    if (given !== undefined) return given;
    if (existsSync(join(folder, 'action.yml')) || existsSync(join(folder, 'action.yaml'))) return folder;
    throw new Error(
      `Can't find 'action.yml' or 'action.yaml' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const [path = '', ref] = uses.split('@');
  const [owner = '', name = '', ...below] = path.split('/');
  const given = builtActions.get(`${owner}/${name}`);
  if (given !== undefined) return join(given, ...below);
  const repository = state.hub.repositories.get(`${owner}/${name}`.toLowerCase());
  if (repository === undefined || ref === undefined) {
    throw new Error(
      `Unable to resolve action ${uses}: the test GitHub has no such repository, and options.actions does not name ${owner}/${name}.`,
    );
  }
  const sha = await resolveCommit(repository.directory, ref);
  if (sha === null)
    throw new Error(`Unable to resolve action \`${uses}\`, unable to find version \`${ref}\``);
  const folder = join(state.temp, '..', '_actions', owner, name, sha);
  if (!existsSync(folder)) {
    await mkdir(folder, { recursive: true });
    const archive = `git -C "$1" archive "$2" | tar -x -C "$3"`;
    await promisify(execFile)('sh', ['-c', archive, 'sh', repository.directory, sha, folder], {
      env: gitEnvironment(),
    });
  }
  return join(folder, ...below);
}
