// Repositories as the API shows them: one view with the fields of all of GitHub's repository shapes.
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { Repository } from '../model/repository.ts';
import { accountView, nodeId, timestamp } from './account-view.ts';

export function repositoryUrl(hub: Hub, repository: Repository): string {
  return `${hub.origin}/repos/${repository.fullName}`;
}

export function pageUrl(hub: Hub, repository: Repository): string {
  return `${hub.origin}/${repository.fullName}`;
}

export function repositoryView(hub: Hub, repository: Repository): JsonObject {
  const page = pageUrl(hub, repository);
  const host = new URL(hub.origin).host;
  const openIssues = [...repository.issues.values()].filter((issue) => issue.state === 'open').length;
  const forks = [...hub.repositories.values()].filter((one) => one.parent === repository).length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: accountView(hub, repository.owner),
    html_url: page,
    description: null,
    fork: repository.parent !== null,
    url: repositoryUrl(hub, repository),
    ...linkTemplates(repositoryUrl(hub, repository)),
    git_url: `git://${host}/${repository.fullName}.git`,
    ssh_url: `git@${host}:${repository.fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    topics: [],
    size: 0,
    default_branch: repository.defaultBranch,
    forks,
    forks_count: forks,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: openIssues,
    open_issues_count: openIssues,
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.pushedAt),
    pushed_at: timestamp(repository.pushedAt),
  };
}

export function fullRepositoryView(hub: Hub, repository: Repository): JsonObject {
  return {
    ...repositoryView(hub, repository),
    network_count: 0,
    subscribers_count: 0,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    ...(repository.parent === null
      ? {}
      : {
          parent: repositoryView(hub, repository.parent),
          source: repositoryView(hub, repository.parent),
        }),
  };
}

function linkTemplates(url: string): JsonObject {
  const suffixes: Readonly<Record<string, string>> = {
    archive: '/{archive_format}{/ref}',
    assignees: '/assignees{/user}',
    blobs: '/git/blobs{/sha}',
    branches: '/branches{/branch}',
    collaborators: '/collaborators{/collaborator}',
    comments: '/comments{/number}',
    commits: '/commits{/sha}',
    compare: '/compare/{base}...{head}',
    contents: '/contents/{+path}',
    contributors: '/contributors',
    deployments: '/deployments',
    downloads: '/downloads',
    events: '/events',
    forks: '/forks',
    git_commits: '/git/commits{/sha}',
    git_refs: '/git/refs{/sha}',
    git_tags: '/git/tags{/sha}',
    hooks: '/hooks',
    issue_comment: '/issues/comments{/number}',
    issue_events: '/issues/events{/number}',
    issues: '/issues{/number}',
    keys: '/keys{/key_id}',
    labels: '/labels{/name}',
    languages: '/languages',
    merges: '/merges',
    milestones: '/milestones{/number}',
    notifications: '/notifications{?since,all,participating}',
    pulls: '/pulls{/number}',
    releases: '/releases{/id}',
    stargazers: '/stargazers',
    statuses: '/statuses/{sha}',
    subscribers: '/subscribers',
    subscription: '/subscription',
    tags: '/tags',
    teams: '/teams',
    trees: '/git/trees{/sha}',
  };
  return Object.fromEntries(Object.entries(suffixes).map(([name, suffix]) => [`${name}_url`, url + suffix]));
}
