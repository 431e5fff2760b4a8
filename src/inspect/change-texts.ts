// The texts of a change on both sides, read from git by commit: nothing is checked out, no link is followed, no filter runs.
import type { Diff, DiffFile } from '../change/diff.ts';
import { hunkLines } from '../change/hunk-lines.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { SourceFile } from '../crew/source-file.ts';
import type { Git } from '../ports/git.ts';

export interface ChangeTexts {
  readonly head: readonly SourceFile[];
  /** Under the paths base has them; deleted ones are among them. */
  readonly base: readonly SourceFile[];
  /** Lines of head that the change wrote, by path. */
  readonly changedLines: ReadonlyMap<string, ReadonlySet<number>>;
  /** Why files of the change were not read; null where all were. */
  readonly unread: string | null;
}

const MOST_CHARACTERS_OF_ONE = 400_000;
const MOST_CHARACTERS = 12_000_000;
const MOST_FILES = 1000;
const AT_ONCE = 8;

export async function readChange(
  { diff, pullRequest }: { readonly diff: Diff; readonly pullRequest: Pick<PullRequest, 'base' | 'head'> },
  git: Pick<Git, 'show'>,
): Promise<ChangeTexts> {
  const wanted = diff.files.filter(({ content }) => content === 'text');
  const files = wanted.slice(0, MOST_FILES);
  const room = { characters: MOST_CHARACTERS };
  const head = await readSide(
    files.filter(({ status }) => status !== 'deleted').map(({ path }) => path),
    { sha: pullRequest.head.sha, git, room },
  );
  const base = await readSide(
    files.filter(({ status }) => status !== 'added').map(({ path, previousPath }) => previousPath ?? path),
    { sha: pullRequest.base.sha, git, room: { characters: MOST_CHARACTERS } },
  );
  const unread = wanted.length - files.length + head.unread;
  return {
    head: head.files,
    base: base.files,
    changedLines: new Map(files.map((file) => [file.path, writtenLines(file)])),
    unread:
      unread === 0
        ? diff.truncated
        : `${unread} of the ${wanted.length} changed files were not read: they, or all together, are too large.`,
  };
}

interface Reading {
  readonly sha: string;
  readonly git: Pick<Git, 'show'>;
  readonly room: { characters: number };
}

/** In the order of the paths, whichever was read first. */
async function readSide(
  paths: readonly string[],
  { sha, git, room }: Reading,
): Promise<{ readonly files: readonly SourceFile[]; readonly unread: number }> {
  const files: SourceFile[] = [];
  let unread = 0;
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE);
    const texts = await Promise.all(some.map((path) => git.show(sha, path)));
    for (const [index, path] of some.entries()) {
      const text = texts[index] ?? null;
      if (text === null) continue;
      if (text.length > Math.min(MOST_CHARACTERS_OF_ONE, room.characters)) unread += 1;
      else {
        room.characters -= text.length;
        files.push({ path, text });
      }
    }
  }
  return { files, unread };
}

function writtenLines({ hunks }: DiffFile): ReadonlySet<number> {
  return new Set(hunks.flatMap(hunkLines).flatMap(({ side, line }) => (side === 'head' ? [line] : [])));
}
