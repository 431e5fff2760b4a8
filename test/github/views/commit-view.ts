// Commits and changed files as the API shows them.
import type { CommitFacts } from '../git/commits.ts';
import type { ChangedFile } from '../git/diff.ts';
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { Repository } from '../model/repository.ts';
import { accountView } from './account-view.ts';
import { pageUrl, repositoryUrl } from './repository-view.ts';

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

export function commitView(hub: Hub, repository: Repository, commit: CommitFacts): JsonObject {
  const url = `${repositoryUrl(hub, repository)}/commits/${commit.sha}`;
  return {
    sha: commit.sha,
    node_id: Buffer.from(`Commit:${commit.sha}`).toString('base64url'),
    url,
    html_url: `${pageUrl(hub, repository)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${repositoryUrl(hub, repository)}/git/commits/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: treeLink(hub, repository, commit.tree),
      comment_count: 0,
      verification: unsigned,
    },
    author: accountOfEmail(hub, commit.author.email),
    committer: accountOfEmail(hub, commit.committer.email),
    parents: parentLinks(hub, repository, commit),
  };
}

export function gitCommitView(hub: Hub, repository: Repository, commit: CommitFacts): JsonObject {
  return {
    sha: commit.sha,
    node_id: Buffer.from(`Commit:${commit.sha}`).toString('base64url'),
    url: `${repositoryUrl(hub, repository)}/git/commits/${commit.sha}`,
    html_url: `${pageUrl(hub, repository)}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: treeLink(hub, repository, commit.tree),
    parents: parentLinks(hub, repository, commit),
    verification: unsigned,
  };
}

/** The short form inside check suites and workflow runs. */
export function simpleCommitView(commit: CommitFacts): JsonObject {
  const { name, email } = commit.author;
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: { name, email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}

export function changedFileView(
  hub: Hub,
  file: ChangedFile,
  at: { readonly repository: Repository; readonly sha: string },
): JsonObject {
  const path = file.filename.split('/').map(encodeURIComponent).join('/');
  const page = pageUrl(hub, at.repository);
  return {
    sha: file.blobSha,
    filename: file.filename,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${at.sha}/${path}`,
    raw_url: `${page}/raw/${at.sha}/${path}`,
    contents_url: `${repositoryUrl(hub, at.repository)}/contents/${path}?ref=${at.sha}`,
    ...(file.previousFilename === null ? {} : { previous_filename: file.previousFilename }),
    ...(file.patch === null ? {} : { patch: file.patch }),
  };
}

function treeLink(hub: Hub, repository: Repository, sha: string): JsonObject {
  return { sha, url: `${repositoryUrl(hub, repository)}/git/trees/${sha}` };
}

function parentLinks(hub: Hub, repository: Repository, commit: CommitFacts): readonly JsonObject[] {
  return commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(hub, repository)}/commits/${sha}`,
    html_url: `${pageUrl(hub, repository)}/commit/${sha}`,
  }));
}

/** Commits are linked with an account by their address, `login@users.noreply.github.com` here. */
function accountOfEmail(hub: Hub, email: string): JsonObject | null {
  const login = email.split('@')[0]?.replace(/^\d+\+/, '') ?? '';
  const account = hub.accounts.get(login.toLowerCase());
  return account === undefined ? null : accountView(hub, account);
}
