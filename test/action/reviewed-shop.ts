// The shop's slow branch with the documents of a finished review, made without measuring: the plan is real, the numbers are a fixture's.
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeShop } from '../../examples/shop/make-repository.ts';
import { openFiles } from '../../src/io/files/open-files.ts';
import { reportSchema } from '../../src/report/report.ts';
import { openRunFolder } from '../../src/run/run-folder.ts';
import { gitTestEnvironment } from '../kit/git-repository.ts';
import type { ActionStep, BuiltAction, StepResult } from './built-action.ts';
import { pullRequestEvent } from './tiny-repository.ts';

const NUMBERS = join(import.meta.dirname, '../fixtures/reports/slow-branch.json');

export interface ReviewedShop extends AsyncDisposable {
  /** What the job `report` leaves for the crew. */
  readonly runDirectory: string;
  readonly event: ActionStep['event'];
  readonly base: string;
  readonly head: string;
  /** The checkout of a job of its own. */
  clone(job: string): string;
}

export async function reviewedShop(action: Pick<BuiltAction, 'run'>): Promise<ReviewedShop> {
  const root = await mkdtemp(join(tmpdir(), 'perfcrew-test-reviewed-'));
  const shop = join(root, 'shop');
  await makeShop(shop);
  const git = (...words: readonly string[]): string =>
    execFileSync('git', words, { cwd: shop, encoding: 'utf8', env: gitTestEnvironment() }).trim();
  git('checkout', '--quiet', 'slow');
  const [base, head] = [git('rev-parse', 'good'), git('rev-parse', 'slow')];
  const event = { name: 'pull_request', payload: pullRequestEvent({ base, head }) };
  const runDirectory = join(root, 'review');
  const run = async (command: string): Promise<StepResult> => {
    const inputs = { command, 'run-directory': runDirectory, 'github-token': '', 'fail-on': 'never' };
    const result = await action.run({ workspace: shop, event, inputs });
    if (result.exitCode !== 0) throw new Error(`${command} ended with ${result.exitCode}:\n${result.log}`);
    return result;
  };
  await run('plan');
  await using files = openFiles();
  const { measurements } = reportSchema.parse(JSON.parse(await readFile(NUMBERS, 'utf8')));
  await openRunFolder(runDirectory, files).writeMeasurements(measurements);
  await run('report');
  return {
    runDirectory,
    event,
    base,
    head,
    clone(job) {
      const directory = join(root, 'jobs', job);
      git('clone', '--quiet', shop, directory);
      return directory;
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** What an artifact does: a copy, and nothing else, goes from one job to the next. */
export async function handOver(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
}
