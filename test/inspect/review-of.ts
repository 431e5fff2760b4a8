// A whole review through the source, of a real repository that configures nothing to measure, with every document it leaves.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configSchema } from '../../src/config/config.ts';
import type { Level } from '../../src/core/level.ts';
import type { Report } from '../../src/report/report.ts';
import { openWorld } from '../../src/run/open-world.ts';
import { review } from '../../src/run/review.ts';
import { openRunFolder } from '../../src/run/run-folder.ts';
import { writeReports } from '../../src/run/write-reports.ts';
import { pullRequestOf } from '../change/change-of.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { gitRepository, type GitRepository, type Tree } from '../kit/git-repository.ts';

const SOURCE = join(import.meta.dirname, '../../src');

export interface ReviewSettings {
  readonly level?: Level;
  readonly config?: unknown;
  readonly environment?: NodeJS.ProcessEnv;
  readonly fromFork?: boolean;
}

export interface Reviewed {
  readonly report: Report;
  /** Texts of all files below the folder of the run, and the log. */
  readonly documents: readonly string[];
  readonly names: readonly string[];
}

export async function reviewOf(before: Tree, after: Tree, settings: ReviewSettings = {}): Promise<Reviewed> {
  await using repository = await gitRepository(before);
  await repository.commit(after);
  return await reviewIn(repository, settings);
}

/** Reviews the last commit. */
export async function reviewIn(
  { directory }: Pick<GitRepository, 'directory'>,
  { level = 'standard', config = {}, environment = {}, fromFork = false }: ReviewSettings,
): Promise<Reviewed> {
  const runDirectory = join(directory, '.perfcrew');
  const own = { ...process.env, ...environment };
  const log = fakeLog();
  await using world = await openWorld({
    directory,
    environment: own,
    cacheDirectory: join(directory, '.git/cache'),
    programsDirectory: join(SOURCE, 'io/drivers'),
    version: '0.0.0',
    log,
    signal: new AbortController().signal,
  });
  const [base, head] = [await world.git.resolve('HEAD~1'), await world.git.resolve('HEAD')];
  const report = await review(
    {
      pullRequest: pullRequestOf({
        base: { sha: base, ref: 'main' },
        head: { sha: head, ref: 'topic' },
        fromFork,
      }),
      request: { level, by: '--level' },
      config: configSchema.parse(config),
      folder: openRunFolder(runDirectory, world.files),
      seed: 1,
      version: '0.0.0',
      cacheDirectory: join(directory, '.git/cache'),
      environment: own,
      reviewing: { programsDirectory: SOURCE, user: 'ann' },
    },
    world,
  );
  await writeReports(report, runDirectory, world.files);
  const entries = await readdir(runDirectory, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile());
  const texts = await Promise.all(files.map((one) => readFile(join(one.parentPath, one.name), 'utf8')));
  return { report, documents: [...texts, log.lines.join('\n')], names: files.map(({ name }) => name) };
}
