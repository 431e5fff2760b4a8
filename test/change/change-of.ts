// Changes written down as files with their added and deleted lines, for tests of what reads a Diff.
import type { Diff, DiffFile } from '../../src/change/diff.ts';
import type { PullRequest } from '../../src/change/pull-request.ts';

export interface FileChange {
  readonly status?: DiffFile['status'];
  readonly from?: string;
  readonly deleted?: readonly string[];
  readonly added?: readonly string[];
  readonly kept?: readonly string[];
  readonly content?: DiffFile['content'];
}

export type Changes = Readonly<Record<string, FileChange | readonly string[]>>;

/** Path to its added lines, or to the whole change of the file. */
export function diffOf(changes: Changes): Diff {
  return {
    document: 'diff',
    version: 1,
    truncated: null,
    files: Object.entries(changes).map(([path, change]) =>
      fileOf(path, isLines(change) ? { added: change } : change),
    ),
  };
}

export function pullRequestOf(details: Partial<PullRequest> = {}): PullRequest {
  return {
    document: 'pull-request',
    version: 1,
    repository: 'acme/shop',
    number: 7,
    title: 'Change something',
    body: '',
    author: 'ada',
    labels: [],
    fromFork: false,
    base: { sha: 'a'.repeat(40), ref: 'main' },
    head: { sha: 'b'.repeat(40), ref: 'topic' },
    ...details,
  };
}

function isLines(change: FileChange | readonly string[]): change is readonly string[] {
  return Array.isArray(change);
}

function fileOf(path: string, change: FileChange): DiffFile {
  const kept = change.kept ?? [];
  const deleted = change.deleted ?? [];
  const added = change.added ?? [];
  const lines = [
    ...kept.map((line) => ` ${line}`),
    ...deleted.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
  ];
  return {
    path,
    previousPath: change.from ?? null,
    status: change.status ?? (change.from === undefined ? 'modified' : 'renamed'),
    content: change.content ?? 'text',
    additions: added.length,
    deletions: deleted.length,
    hunks:
      lines.length === 0
        ? []
        : [
            {
              baseStart: 10,
              baseCount: kept.length + deleted.length,
              headStart: 10,
              headCount: kept.length + added.length,
              section: '',
              lines,
            },
          ],
    omitted: null,
    noNewlineAtEnd: false,
  };
}
