// Changed files between two commits, with the patches and the gaps GitHub leaves in them.
import { readOnce } from './read-once.ts';
import { gitText, runGit } from './run-git.ts';

/** From GitHub's page on repository limits. */
const maxFileLines = 20_000;
const maxFileBytes = 500_000;
const maxTotalLines = 20_000;
const maxTotalBytes = 1_000_000;
const maxDiffFiles = 300;

export interface ChangedFile {
  readonly filename: string;
  readonly previousFilename: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly blobSha: string;
  readonly additions: number;
  readonly deletions: number;
  /** From the first `@@` on; null for binary files, pure renames and patches beyond the limits. */
  readonly patch: string | null;
}

export function changedFiles(directory: string, base: string, head: string): Promise<readonly ChangedFile[]> {
  return readOnce(`files ${directory} ${base} ${head}`, () => readChangedFiles(directory, base, head));
}

export async function rawDiff(directory: string, base: string, head: string): Promise<Buffer> {
  return (await runGit(directory, ['diff', '--no-color', '--no-ext-diff', '-M', base, head])).stdout;
}

/** Why GitHub refuses to show a whole diff; null where it does not. */
export function diffRefusal(diff: Buffer): string | null {
  const text = diff.toString();
  const files = text.match(/^diff --git /gm)?.length ?? 0;
  if (files > maxDiffFiles) {
    return `Sorry, the diff exceeded the maximum number of files (${maxDiffFiles}). Consider using 'List pull requests files' API or locally cloning the repository instead.`;
  }
  const lines = text.split('\n').length - 1;
  return lines > maxTotalLines
    ? `Sorry, the diff exceeded the maximum number of lines (${maxTotalLines})`
    : null;
}

async function readChangedFiles(
  directory: string,
  base: string,
  head: string,
): Promise<readonly ChangedFile[]> {
  const range = ['--no-color', '--no-ext-diff', '-M', base, head];
  const listing = await gitText(directory, ['diff', '--raw', '--numstat', '-z', '--no-abbrev', ...range]);
  const text = (await rawDiff(directory, base, head)).toString();
  const sections = text.split(/^(?=diff --git )/m).filter((section) => section !== '');
  let totalLines = 0;
  let totalBytes = 0;
  return parseListing(listing).map((entry) => {
    const parts = sections.splice(0, entry.sectionCount);
    const at = parts.map((part) => part.search(/^@@ /m));
    const patch = parts
      .map((part, index) => (at[index] === -1 ? '' : part.slice(at[index]).replace(/\n$/, '')))
      .filter((part) => part !== '')
      .join('\n');
    const lines = patch.split('\n').length;
    const bytes = Buffer.byteLength(patch);
    totalLines += lines;
    totalBytes += bytes;
    const isTooLarge =
      lines > maxFileLines ||
      bytes > maxFileBytes ||
      totalLines > maxTotalLines ||
      totalBytes > maxTotalBytes;
    return { ...entry.file, patch: patch === '' || isTooLarge ? null : patch };
  });
}

interface ListedFile {
  readonly file: Omit<ChangedFile, 'patch'>;
  /** A change of type (file to link …) is written as a removal and an addition. */
  readonly sectionCount: number;
}

/** The -z output holds all raw records first, then all numstat records in the same order. */
function parseListing(listing: string): readonly ListedFile[] {
  const fields = listing.split('\0');
  const raw: { status: string; oldSha: string; newSha: string; paths: string[] }[] = [];
  let at = 0;
  while (fields[at]?.startsWith(':') === true) {
    const [, , oldSha = '', newSha = '', status = ''] = (fields[at] ?? '').split(' ');
    const pathCount = /^[RC]/.test(status) ? 2 : 1;
    raw.push({ status, oldSha, newSha, paths: fields.slice(at + 1, at + 1 + pathCount) });
    at += 1 + pathCount;
  }
  return raw.map(({ status, oldSha, newSha, paths }) => {
    const [additions = '0', deletions = '0', inlinePath = ''] = (fields[at] ?? '').split('\t');
    at += inlinePath === '' ? 3 : 1;
    const kind = statusOf(status);
    return {
      sectionCount: status.startsWith('T') ? 2 : 1,
      file: {
        filename: paths.at(-1) ?? '',
        previousFilename: paths.length === 2 ? (paths[0] ?? null) : null,
        status: kind,
        blobSha: kind === 'removed' ? oldSha : newSha,
        additions: additions === '-' ? 0 : Number(additions),
        deletions: deletions === '-' ? 0 : Number(deletions),
      },
    };
  });
}

function statusOf(letter: string): ChangedFile['status'] {
  switch (letter.charAt(0)) {
    case 'A':
      return 'added';
    case 'D':
      return 'removed';
    case 'R':
      return 'renamed';
    case 'C':
      return 'copied';
    case 'T':
      return 'changed';
    default:
      return 'modified';
  }
}
