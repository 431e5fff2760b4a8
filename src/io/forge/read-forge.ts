// Reading pull requests from GitHub's REST API.
import type { PullRequest } from '../../change/pull-request.ts';
import type { ForgeFile, ForgeReader } from '../../ports/forge.ts';
import { asking, statusOf, type RepositoryName, type Requester } from './requester.ts';

/** The pull-request files API ends here, whatever the size of the change. */
const MAXIMUM_FILES = 3000;
const PAGE_SIZE = 100;
/** Newest first, a commit somebody waits for is found long before. */
const MAXIMUM_OPEN_PULL_REQUESTS = 3000;

interface RestPullRequest {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly user: { readonly login: string } | null;
  readonly labels: readonly { readonly name: string }[];
  readonly base: {
    readonly sha: string;
    readonly ref: string;
    readonly repo: { readonly full_name: string };
  };
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    readonly repo: { readonly full_name: string } | null;
  };
}

export function openForgeReader(requester: Requester, repository: RepositoryName): ForgeReader {
  async function mergeBaseOf(base: string, head: string): Promise<string> {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...repository,
      basehead: `${base}...${head}`,
      per_page: 1,
    });
    return data.merge_base_commit.sha;
  }

  async function toPullRequest(rest: RestPullRequest): Promise<PullRequest> {
    return {
      document: 'pull-request',
      version: 1,
      repository: rest.base.repo.full_name,
      number: rest.number,
      title: rest.title,
      body: rest.body ?? '',
      author: rest.user?.login ?? null,
      labels: rest.labels.map(({ name }) => name),
      // A deleted fork leaves no repository behind; it was one all the same.
      fromFork: rest.head.repo?.full_name !== rest.base.repo.full_name,
      base: { sha: await mergeBaseOf(rest.base.sha, rest.head.sha), ref: rest.base.ref },
      head: { sha: rest.head.sha, ref: rest.head.ref },
    };
  }

  async function read(pull_number: number) {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...repository,
      pull_number,
    });
    return data;
  }

  async function rawFileAt(commit: string, path: string): Promise<string> {
    const { data }: { data: unknown } = await requester.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...repository,
      path,
      ref: commit,
      mediaType: { format: 'raw' },
    });
    return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : String(data);
  }

  return {
    pullRequest: (number) =>
      asking(`read pull request #${number}`, 'pull-requests: read', async () =>
        toPullRequest(await read(number)),
      ),

    isOpen: (number) =>
      asking(
        `read pull request #${number}`,
        'pull-requests: read',
        async () => (await read(number)).state === 'open',
      ),

    pullRequestOfHead: (sha) =>
      asking(`find the pull request of ${sha}`, 'pull-requests: read', async () => {
        for (let page = 1; (page - 1) * PAGE_SIZE < MAXIMUM_OPEN_PULL_REQUESTS; page += 1) {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/pulls', {
            ...repository,
            state: 'open',
            sort: 'updated',
            direction: 'desc',
            per_page: PAGE_SIZE,
            page,
          });
          const found = data.find((candidate) => candidate.head.sha === sha);
          if (found !== undefined) return toPullRequest(found);
          if (data.length < PAGE_SIZE) break;
        }
        return null;
      }),

    changedFiles: (number) =>
      asking(`list the files of pull request #${number}`, 'pull-requests: read', async () => {
        const files: ForgeFile[] = [];
        for (let page = 1; files.length < MAXIMUM_FILES; page += 1) {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
            ...repository,
            pull_number: number,
            per_page: PAGE_SIZE,
            page,
          });
          files.push(...data);
          if (data.length < PAGE_SIZE) break;
        }
        return {
          files,
          truncated: files.length >= MAXIMUM_FILES && (await read(number)).changed_files > files.length,
        };
      }),

    fileAt: (commit, path) =>
      asking(`read ${path} at ${commit}`, 'contents: read', async () => {
        try {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/contents/{path}', {
            ...repository,
            path,
            ref: commit,
          });
          if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) return null;
          // Above 1 MB the content is left out, and only its raw form is served.
          if (data.encoding !== 'base64') return await rawFileAt(commit, path);
          return Buffer.from(data.content, 'base64').toString('utf8');
        } catch (error) {
          if (statusOf(error) === 404) return null;
          throw error;
        }
      }),
  };
}
