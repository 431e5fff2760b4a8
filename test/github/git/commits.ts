// Commits as facts read from git.
import { readOnce } from './read-once.ts';
import { gitText } from './run-git.ts';

type Signature = {
  readonly name: string;
  readonly email: string;
  readonly date: string;
};

export interface CommitFacts {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

const format = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x01');

/** Newest first, as `git log` orders them. */
export async function readCommits(
  directory: string,
  revisions: readonly string[],
  more: readonly string[] = [],
): Promise<readonly CommitFacts[]> {
  const text = await gitText(directory, ['log', '-z', `--format=${format}`, ...revisions, '--', ...more]);
  return text
    .split('\0')
    .filter((record) => record !== '')
    .map(commitOf);
}

/** Of a full commit id. */
export async function readCommit(directory: string, sha: string): Promise<CommitFacts> {
  return readOnce(`commit ${directory} ${sha}`, async () => {
    const [commit] = await readCommits(directory, ['-1', sha]);
    if (commit === undefined) throw new Error(`${directory} has no commit ${sha}.`);
    return commit;
  });
}

function commitOf(record: string): CommitFacts {
  const [
    sha = '',
    tree = '',
    parents = '',
    an = '',
    ae = '',
    ad = '',
    cn = '',
    ce = '',
    cd = '',
    message = '',
  ] = record.split('\u0001');
  return {
    sha,
    tree,
    parents: parents === '' ? [] : parents.split(' '),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
    message: message.replace(/\n+$/, ''),
  };
}

function utc(date: string): string {
  return new Date(date).toISOString().replace(/\.\d+Z$/, 'Z');
}
