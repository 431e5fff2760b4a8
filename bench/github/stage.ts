// A repository on the test GitHub with the shipped workflow in it, and the pull request from `slow` onto `good`.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Octokit } from '@octokit/rest';
import { fillPin } from '../../src/setup/init/action-pin.ts';
import { runGit } from '../../test/github/git/run-git.ts';
import { startTestGitHub, type TestGitHub } from '../../test/github/start-test-github.ts';
import { client } from '../../test/github/test-client.ts';
import { lentAction } from './lent-action.ts';
import { DATES, type Subject } from './subjects.ts';

const WORKFLOW = 'workflows-examples/optimize.yml';
export const PLACE = { owner: 'alice', repo: 'shop' } as const;
const ROOT = join(import.meta.dirname, '../..');

export interface Stage extends AsyncDisposable {
  readonly github: TestGitHub;
  /** A person's view of GitHub. */
  readonly api: Octokit;
  readonly cloneUrl: string;
  /** The built Action's folder. */
  readonly action: string;
  readonly number: number;
}

/** `minutes`: measuring time of the review and of each proof; null for the repository's own. */
export async function openStage({ fill, title }: Subject, minutes: number | null): Promise<Stage> {
  const stack = new AsyncDisposableStack();
  const action = stack.use(await lentAction());
  // One job at a time: each of GitHub's has a machine of its own, and here they would be measured on the same cores.
  const github = stack.use(
    await startTestGitHub({ actions: { 'perfcrew/perfcrew': action.directory }, concurrentJobs: 1 }),
  );
  const alice = github.createUser(PLACE.owner);
  const { cloneUrl } = await github.createRepository({ owner: PLACE.owner, name: PLACE.repo });
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-bench-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  await fill(directory);
  await addWorkflow(directory, minutes);
  const remote = new URL(cloneUrl);
  remote.username = 'x-access-token';
  remote.password = alice.token;
  await runGit(directory, ['push', '--quiet', remote.href, 'main', 'good', 'slow']);
  const api = client(github, alice.token);
  const { data: pull } = await api.rest.pulls.create({ ...PLACE, title, head: 'slow', base: 'good' });
  return {
    github,
    api,
    cloneUrl,
    action: action.directory,
    number: pull.number,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** On `good`, where the crew reads its configuration; `slow` begins there, as if the workflow had always been in use. */
async function addWorkflow(directory: string, minutes: number | null): Promise<void> {
  const git = (...words: readonly string[]) => runGit(directory, words, { environment: DATES });
  await git('checkout', '--quiet', 'good');
  const workflows = join(directory, '.github/workflows');
  await mkdir(workflows, { recursive: true });
  const text = await readFile(join(ROOT, WORKFLOW), 'utf8');
  const pin = { ref: 'b'.repeat(40), version: 'v0.1.0' };
  await writeFile(join(workflows, 'perfcrew-crew.yml'), fillPin(text, pin));
  if (minutes !== null) await setMinutes(join(directory, '.github/perfcrew.yml'), minutes);
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'Let the crew look at pull requests that ask for it');
  await git('branch', '--quiet', '--force', 'main', 'good');
  await git('rebase', '--quiet', 'good', 'slow');
}

async function setMinutes(path: string, minutes: number): Promise<void> {
  const text = await readFile(path, 'utf8');
  const parts = text.split(/^ {2}minutes: .*$/m);
  if (parts.length !== 2) throw new Error(`${path} does not name its budget in minutes once.`);
  await writeFile(path, parts.join(`  minutes: ${minutes}`));
}
