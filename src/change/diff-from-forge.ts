// The same Diff as git gives, from the forge's list of changed files: for the doors that have no clone.
import type { ForgeFile } from '../ports/forge.ts';
import type { Diff, DiffFile } from './diff.ts';
import { fileKind } from './file-kind.ts';
import { parseHunks } from './parse-hunks.ts';

/** The forge tells no file modes, so a symbolic link reads as a text file of one line here; all else is as git says it. */
export function diffFromForge(changed: {
  readonly files: readonly ForgeFile[];
  readonly truncated: boolean;
}): Diff {
  const files = changed.files.filter((file) => file.status !== 'unchanged').map(fileOf);
  return {
    document: 'diff',
    version: 1,
    files: files.toSorted((one, other) => compareText(one.path, other.path)),
    truncated: changed.truncated
      ? `GitHub lists at most 3,000 changed files, and this change has more: ${changed.files.length} are known here`
      : null,
  };
}

function fileOf(file: ForgeFile): DiffFile {
  const status = statusOf(file.status);
  const common = {
    path: file.filename,
    previousPath: status === 'renamed' || status === 'copied' ? (file.previous_filename ?? null) : null,
    status,
    additions: file.additions,
    deletions: file.deletions,
  };
  if (file.patch === undefined || file.patch === '') {
    const changes = file.additions + file.deletions;
    return {
      ...common,
      content: changes > 0 ? 'text' : contentWithoutPatch(file, status),
      hunks: [],
      omitted: changes > 0 ? 'GitHub leaves out the patch of a file whose change is this large' : null,
      noNewlineAtEnd: false,
    };
  }
  const parsed = parseHunks(file.patch.split('\n'), 0);
  const whole = parsed.complete && parsed.additions === file.additions && parsed.deletions === file.deletions;
  return {
    ...common,
    content: isSubmodule(parsed.hunks) ? 'submodule' : 'text',
    hunks: whole ? parsed.hunks : [],
    omitted: whole
      ? null
      : `GitHub cut the patch after ${parsed.additions} of ${file.additions} added and ${parsed.deletions} of ${file.deletions} deleted lines`,
    noNewlineAtEnd: whole && parsed.noNewlineAtEnd,
  };
}

function statusOf(status: string): DiffFile['status'] {
  switch (status) {
    case 'added':
    case 'renamed':
    case 'copied':
      return status;
    case 'removed':
      return 'deleted';
    case 'changed':
      return 'type-changed';
    default:
      return 'modified';
  }
}

const EMPTY_BLOBS: ReadonlySet<string> = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);

/** No patch and no counted line: an empty file, a changed mode, a plain rename, or binary content. */
function contentWithoutPatch(file: ForgeFile, status: DiffFile['status']): DiffFile['content'] {
  if (status === 'renamed' || status === 'copied') return 'text';
  if (typeof file.sha === 'string' && EMPTY_BLOBS.has(file.sha)) return 'text';
  const kind = fileKind(file.filename);
  const unread = kind === 'data' || kind === 'other' || kind === 'doc';
  return unread && !TEXT_NAME.test(file.filename) ? 'binary' : 'text';
}

/** Names whose content is text although their kind does not say so. */
const TEXT_NAME =
  /(^|\/)(\.[^/.]*|[A-Z_]+|__init__\.py|py\.typed)$|\.(md|mdx|rst|adoc|txt|csv|tsv|svg|sql|ndjson|jsonl|keep|gitkeep)$/;

function isSubmodule(hunks: DiffFile['hunks']): boolean {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return (
    lines.length > 0 &&
    lines.length <= 2 &&
    lines.every((line) => /^[-+]Subproject commit [0-9a-f]{40,64}$/.test(line))
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
