// The tiny repository on the test GitHub, with workflows of workflows-examples/ and the built Action to run them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillPin } from '../../src/setup/init/action-pin.ts';
import type { FileChanges } from '../github/git/push-as.ts';
import type { RepositoryHandle } from '../github/handles/repository-handle.ts';
import type { CheckRun } from '../github/model/check-run.ts';
import type { WorkflowRun } from '../github/model/workflow-run.ts';
import { startTestGitHub, type TestGitHub } from '../github/start-test-github.ts';
import { builtAction } from './built-action.ts';
import { TINY_FILES } from './tiny-repository.ts';

const EXAMPLES = join(import.meta.dirname, '../../workflows-examples');

export interface StagedGitHub extends AsyncDisposable {
  readonly github: TestGitHub;
  readonly repository: RepositoryHandle;
  /** Pushes a branch and opens a pull request of it; gives its number and head. */
  propose(
    files: FileChanges,
    branch?: string,
  ): Promise<{ readonly number: number; readonly headSha: string }>;
  /** The one run of the workflow with this name; its log tells what went wrong where it did not end as told. */
  run(workflowName: string): WorkflowRun;
  /** Check runs that are not a job's own. */
  checks(): readonly CheckRun[];
}

export interface Staging {
  /** Name in workflows-examples/ to name in .github/workflows/. */
  readonly workflows: Readonly<Record<string, string>>;
  readonly files?: FileChanges;
  /** Age of the first commit. */
  readonly committedDaysAgo?: number;
}

export async function stageGitHub({
  workflows,
  files = {},
  committedDaysAgo = 0,
}: Staging): Promise<StagedGitHub> {
  const stack = new AsyncDisposableStack();
  const action = stack.use(await builtAction());
  const github = stack.use(await startTestGitHub({ actions: { 'perfcrew/perfcrew': action.directory } }));
  const ageMs = committedDaysAgo * 86_400_000;
  github.clock.advance(-ageMs);
  const repository = await github.createRepository({
    owner: 'alice',
    name: 'shop',
    files: { ...TINY_FILES, ...(await examples(workflows)), ...files },
  });
  github.clock.advance(ageMs);
  return {
    github,
    repository,
    async propose(changed, branch = 'change') {
      const headSha = await repository.push(changed, { branch });
      const { number } = await repository.openPullRequest({ head: branch });
      return { number, headSha };
    },
    run(workflowName) {
      const runs = github.workflowRuns().filter(({ workflow }) => workflow.name === workflowName);
      const [run] = runs;
      if (run === undefined || runs.length > 1) {
        throw new Error(`${workflowName} ran ${runs.length} times.`);
      }
      return run;
    },
    checks: () => github.checkRuns().filter(({ externalId }) => externalId?.startsWith('perfcrew:') === true),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** What every job of a run wrote, for a test that fails. */
export function logOf(run: WorkflowRun): string {
  return run.jobs.map(({ name, log }) => `── ${name}\n${log}`).join('\n');
}

async function examples(workflows: Readonly<Record<string, string>>): Promise<FileChanges> {
  const pin = { ref: 'b'.repeat(40), version: 'v0.1.0' };
  const texts = Object.entries(workflows).map(async ([example, name]) => {
    const text = await readFile(join(EXAMPLES, example), 'utf8');
    return [`.github/workflows/${name}`, fillPin(text, pin)] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}
