// Facts about a change, without judgement: what any policy may weigh is gathered here, once.
import type { Diff, DiffFile } from '../change/diff.ts';
import { changedFileKind, fileKind, type FileKind } from '../change/file-kind.ts';
import type { PullRequest } from '../change/pull-request.ts';
import { changedLines, type Found } from './features/changed-lines.ts';
import { deletedColumns, droppedColumns } from './features/columns.ts';
import { removedExports } from './features/exports.ts';
import { newFunctions } from './features/functions.ts';
import { pathWords } from './features/path-words.ts';
import { isProductionPath } from './features/production-path.ts';
import { removedRoutes } from './features/routes.ts';
import { sqlWordsOf, type FoundSqlWord } from './features/sql-words.ts';

export interface FileFacts {
  readonly path: string;
  readonly previousPath: string | null;
  /** Of a renamed file, the graver of both. */
  readonly kind: FileKind;
  /** Whole words of the path and of the path before a rename. */
  readonly words: readonly string[];
  /** 0 where nobody wrote them: lock files and what is generated. */
  readonly changedLines: number;
  readonly production: boolean;
}

export interface RiskFeatures {
  /** In path order. */
  readonly files: readonly FileFacts[];
  /** The kind that every file has; null where they differ, where there are none and where some are not known. */
  readonly onlyKind: FileKind | null;
  /** Of all files together. */
  readonly changedLines: number;
  readonly newFunctions: readonly Found[];
  readonly sqlWords: readonly FoundSqlWord[];
  /** The title where it announces a breaking change, else null. */
  readonly breakingTitle: string | null;
  readonly removedExports: readonly Found[];
  readonly removedRoutes: readonly Found[];
  readonly removedColumns: readonly Found[];
}

export function extractFeatures(change: {
  readonly pullRequest: PullRequest;
  readonly diff: Diff;
}): RiskFeatures {
  const sorted = change.diff.files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const files = sorted.map(factsOf);
  const code = sorted
    .filter((file, index) => file.content === 'text' && CODE_KINDS.has(files[index]?.kind ?? 'other'))
    .map((file) => ({ file, path: file.path, ...changedLines(file) }));
  const [first] = files;
  return {
    files,
    onlyKind:
      first !== undefined && change.diff.truncated === null && files.every(({ kind }) => kind === first.kind)
        ? first.kind
        : null,
    changedLines: files.reduce((sum, file) => sum + file.changedLines, 0),
    newFunctions: newFunctions(code),
    sqlWords: code.flatMap(({ file }) => sqlWordsOf(file)),
    breakingTitle: isBreakingTitle(change.pullRequest.title) ? change.pullRequest.title : null,
    removedExports: removedExports(code.map(({ file }) => file)),
    removedRoutes: removedRoutes(code),
    removedColumns: code.flatMap(({ file, added, deleted }) => [
      ...droppedColumns(file),
      ...deletedColumns(file, { added, deleted }),
    ]),
  };
}

/** Where statements, functions and exports are written; data and settings merely look like them. */
const CODE_KINDS: ReadonlySet<FileKind> = new Set(['code', 'migration']);

function factsOf(file: DiffFile): FileFacts {
  const kind = changedFileKind(file);
  // What a file was copied from is not touched.
  const before = file.status === 'renamed' ? file.previousPath : null;
  const paths = before === null ? [file.path] : [file.path, before];
  return {
    path: file.path,
    previousPath: file.previousPath,
    kind,
    words: paths.flatMap((path) => ['/', ...pathWords(path)]).slice(1),
    changedLines: kind === 'lock' || kind === 'generated' ? 0 : file.additions + file.deletions,
    production: paths.some((path) => isProductionPath(path, fileKind(path))),
  };
}

/** `feat!: …`, `refactor(api)!: …`, `Breaking: …`, or the word BREAKING. */
function isBreakingTitle(title: string): boolean {
  if (/^\s*\p{L}[\p{L}\d-]*(?:\([^)]*\))?!:/u.test(title)) return true;
  return /\bBREAKING\b/.test(title) || /^\s*breaking(?:[ -]change)?\s*:/i.test(title);
}
