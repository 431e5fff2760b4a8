// Turns the text of `git diff` into a Diff; every later room reads the Diff and never the text.
import type { Diff, DiffFile } from './diff.ts';
import { parseHunks, type ParsedHunks } from './parse-hunks.ts';
import { readQuoted, unquotePath } from './unquote-path.ts';

/** Understands the output of `git diff` with prefixes a/ and b/, quoted names or not, renames detected or not. */
export function parseGitDiff(text: string): Diff {
  const lines = text.split('\n');
  const files: DiffFile[] = [];
  let at = 0;
  while (at < lines.length) {
    if (!(lines[at] ?? '').startsWith('diff --git ')) {
      at += 1;
      continue;
    }
    const header = readHeader(lines, at);
    const parsed = parseHunks(lines, header.next);
    at = Math.max(parsed.next, at + 1);
    const file = fileOf(header, parsed);
    const previous = files.at(-1);
    // A file that became a link (or the reverse) comes as a deletion and an addition of one path.
    if (previous !== undefined && isTypeChange(previous, file))
      files[files.length - 1] = merge(previous, file);
    else files.push(file);
  }
  return { document: 'diff', version: 1, files, truncated: null };
}

interface Header {
  path: string;
  previousPath: string | null;
  status: DiffFile['status'];
  baseMode: string;
  headMode: string;
  binary: boolean;
  next: number;
}

function readHeader(lines: readonly string[], start: number): Header {
  const header: Header = {
    path: pathOfTitle((lines[start] ?? '').slice('diff --git '.length)),
    previousPath: null,
    status: 'modified',
    baseMode: '',
    headMode: '',
    binary: false,
    next: start + 1,
  };
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    header.next = at;
    if (line.startsWith('@@ -') || line.startsWith('diff --git ')) return header;
    readHeaderLine(header, line);
  }
  header.next = lines.length;
  return header;
}

function readHeaderLine(header: Header, line: string): void {
  const rest = (prefix: string): string | null =>
    line.startsWith(prefix) ? line.slice(prefix.length) : null;
  const added = rest('new file mode ');
  const deleted = rest('deleted file mode ');
  const from = rest('rename from ') ?? rest('copy from ');
  const to = rest('rename to ') ?? rest('copy to ');
  const minus = rest('--- ');
  const plus = rest('+++ ');
  if (added !== null) {
    header.status = 'added';
    header.headMode = added;
  } else if (deleted !== null) {
    header.status = 'deleted';
    header.baseMode = deleted;
  } else if (from !== null) {
    header.status = line.startsWith('rename') ? 'renamed' : 'copied';
    header.previousPath = unquotePath(from);
  } else if (to !== null) {
    header.path = unquotePath(to);
  } else if (minus !== null && header.status === 'deleted') {
    header.path = pathOfMarker(minus, 'a/') ?? header.path;
  } else if (plus !== null && header.previousPath === null) {
    header.path = pathOfMarker(plus, 'b/') ?? header.path;
  } else if (line.startsWith('index ')) {
    const mode = / (\d{6})$/.exec(line)?.[1];
    if (mode !== undefined) header.baseMode = header.headMode = mode;
  } else if (line.startsWith('old mode ')) {
    header.baseMode = line.slice('old mode '.length);
  } else if (line.startsWith('new mode ')) {
    header.headMode = line.slice('new mode '.length);
  } else if (line.startsWith('Binary files ') || line === 'GIT binary patch') {
    header.binary = true;
  }
}

/** `a/NAME b/NAME` or its quoted form. Both names are the same here: renames say their names on lines of their own. */
function pathOfTitle(title: string): string {
  if (title.startsWith('"')) {
    const { value, end } = readQuoted(title, 0);
    return title.length > end ? value.slice(2) : value;
  }
  const length = (title.length - ' '.length - 'a/b/'.length) / 2;
  return title.slice(2, 2 + Math.max(0, Math.floor(length)));
}

/** The name on a `---` or `+++` line; git ends it with a tab where it holds a blank. Null for /dev/null. */
function pathOfMarker(marker: string, prefix: string): string | null {
  const name = marker.startsWith('"') ? unquotePath(marker) : marker.replace(/\t$/, '');
  return name.startsWith(prefix) ? name.slice(prefix.length) : null;
}

function fileOf(header: Header, parsed: ParsedHunks): DiffFile {
  return {
    path: header.path,
    previousPath: header.previousPath,
    status: header.status,
    content: contentOf(header),
    additions: parsed.additions,
    deletions: parsed.deletions,
    hunks: parsed.hunks,
    omitted: null,
    noNewlineAtEnd: parsed.noNewlineAtEnd,
  };
}

function contentOf(header: Header): DiffFile['content'] {
  const mode = header.headMode || header.baseMode;
  if (mode === '160000') return 'submodule';
  if (mode === '120000') return 'symlink';
  return header.binary ? 'binary' : 'text';
}

function isTypeChange(one: DiffFile, other: DiffFile): boolean {
  return one.path === other.path && one.status === 'deleted' && other.status === 'added';
}

function merge(deleted: DiffFile, added: DiffFile): DiffFile {
  return {
    ...added,
    status: 'type-changed',
    additions: deleted.additions + added.additions,
    deletions: deleted.deletions + added.deletions,
    hunks: [...deleted.hunks, ...added.hunks],
  };
}
