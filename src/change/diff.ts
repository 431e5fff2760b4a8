// What the pull request changes: files and hunks, the same whether git or the GitHub API told it.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';

const hunkSchema = z.strictObject({
  baseStart: z.int().min(0),
  baseCount: z.int().min(0),
  headStart: z.int().min(0),
  headCount: z.int().min(0),
  /** What git prints behind the second @@: usually the enclosing function. */
  section: z.string(),
  /** Each line with its mark in front: ' ' kept, '+' added, '-' deleted. Line ends are cut, a CR of CRLF stays. */
  lines: z.array(z.string()),
});

const FILE_STATUSES = ['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed'] as const;

const diffFileSchema = z.strictObject({
  path: z.string(),
  /** Only for renamed and copied files. */
  previousPath: z.string().nullable(),
  status: z.enum(FILE_STATUSES),
  content: z.enum(['text', 'binary', 'submodule', 'symlink']),
  additions: z.int().min(0),
  deletions: z.int().min(0),
  /** Empty for binary files, pure renames, and where `omitted` says why. */
  hunks: z.array(hunkSchema),
  /** Why the hunks of a changed text file are not here (the forge cuts large patches); null where they are whole. */
  omitted: z.string().nullable(),
  /** True where the head version does not end in a line feed. */
  noNewlineAtEnd: z.boolean(),
});

export const diffSchema = documentSchema('diff', {
  files: z.array(diffFileSchema),
  /** Why files are missing from the list (the forge stops at 3,000); null where the list is whole. */
  truncated: z.string().nullable(),
});

export type Diff = DeepReadonly<z.infer<typeof diffSchema>>;
export type DiffFile = Diff['files'][number];
export type Hunk = DiffFile['hunks'][number];
