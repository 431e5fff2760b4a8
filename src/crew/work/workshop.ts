// What the crew works on: the documents of a review, the code of head, and the files the review kept; read once, never run.
import type { Files } from '../../ports/files.ts';
import type { Git } from '../../ports/git.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { SourceFile } from '../source-file.ts';
import type { RecordedRequest } from '../tools/caching/cache-input.ts';
import type { Evidence } from './evidence.ts';

export interface Workshop {
  readonly review: Evidence;
  /** Files of head that somebody wrote: code, statements, pages, settings. */
  readonly head: readonly SourceFile[];
  /** The same files as base has them, where the change touches them. */
  readonly base: readonly SourceFile[];
  /** Text of the CPU profile of head, by the name of its target. */
  readonly profiles: ReadonlyMap<string, string>;
  /** Migrations the review wrote as advice, under the paths they will have. */
  readonly indexAdvice: readonly SourceFile[];
  /** What was asked of the app, in the order of time; empty where nobody handed in its traffic. */
  readonly requests: readonly RecordedRequest[];
  /** Files left out because they, or all of them together, are too large to read. */
  readonly unread: number;
}

export interface WorkshopOutside {
  readonly git: Pick<Git, 'worktree' | 'show'>;
  readonly files: Files & KeptFiles;
}

const GLOBS = [
  '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,svelte}',
  '**/*.{sql,prisma,html,htm,css}',
  '**/{package.json,Dockerfile,docker-compose.yml}',
  '.github/workflows/*.{yml,yaml}',
];
const NOT_WRITTEN =
  /(^|\/)(node_modules|dist|build|coverage|vendor|third_party|\.next|\.git)\/|\.min\.[cm]?js$|\.d\.[cm]?ts$/;
const MOST_FILE_BYTES = 400_000;
const MOST_BYTES = 40_000_000;
const MOST_PROFILE_BYTES = 64_000_000;
/** Of routes under load, and of commands. */
const PROFILED: ReadonlySet<string> = new Set(['profile', 'command']);
const ADVICE_FOLDER = 'artifacts/index-advice/';

/** `runDirectory`: where the artifacts that the measurements name are kept. */
export async function openWorkshop(
  review: Evidence,
  runDirectory: string,
  { git, files }: WorkshopOutside,
): Promise<Workshop> {
  const { pullRequest, diff } = review;
  const head = await readTree(pullRequest.head.sha, { git, files });
  const changed = diff.files.filter(({ status, content }) => status !== 'added' && content === 'text');
  const base = await Promise.all(
    changed.map(async ({ path, previousPath }) => ({
      path,
      text: await git.show(pullRequest.base.sha, previousPath ?? path),
    })),
  );
  const kept = async (path: string, mostBytes: number): Promise<string | null> => {
    const bytes = await files.readBelow(runDirectory, path, mostBytes);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  };
  const artifacts = review.measurements.flatMap(({ gate, target, artifacts: own }) =>
    own.map((artifact) => ({ gate, target, ...artifact })),
  );
  const profiles = new Map<string, string>();
  for (const { gate, target, side, path } of artifacts) {
    if (!PROFILED.has(gate) || side !== 'head' || !path.endsWith('.cpuprofile')) continue;
    const text = await kept(path, MOST_PROFILE_BYTES);
    if (text !== null) profiles.set(target, text);
  }
  const indexAdvice: SourceFile[] = [];
  for (const { path } of artifacts) {
    if (!path.startsWith(ADVICE_FOLDER)) continue;
    const text = await kept(path, MOST_FILE_BYTES);
    if (text !== null) indexAdvice.push({ path: path.slice(ADVICE_FOLDER.length), text });
  }
  return {
    review,
    head: head.files,
    base: base.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }])),
    profiles,
    indexAdvice,
    requests: [],
    unread: head.unread,
  };
}

async function readTree(
  sha: string,
  { git, files }: WorkshopOutside,
): Promise<{ readonly files: readonly SourceFile[]; readonly unread: number }> {
  await using tree = await git.worktree(sha);
  const paths = (await files.list(tree.directory, GLOBS)).filter((path) => !NOT_WRITTEN.test(path));
  const read: SourceFile[] = [];
  let bytes = 0;
  for (const path of paths) {
    if (bytes > MOST_BYTES) break;
    const content = await files.readBelow(tree.directory, path, MOST_FILE_BYTES);
    if (content === null) continue;
    bytes += content.length;
    read.push({ path, text: new TextDecoder().decode(content) });
  }
  return { files: read, unread: paths.length - read.length };
}
