// Files and folders at any commit, and single-file commits.
import { z } from 'zod';
import { ApiError, created, notFound, ok, type Answer } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import type { Actor } from '../events/happening.ts';
import { actorOf, repositoryFor } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { resolveCommit, setRef } from '../git/bare-repository.ts';
import { readCommit } from '../git/commits.ts';
import { moveRefs } from '../git/move-refs.ts';
import { changeTree, readBlob, readTree, writeBlob, writeCommit, type TreeEntry } from '../git/objects.ts';
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { Repository } from '../model/repository.ts';
import { gitCommitView } from '../views/commit-view.ts';
import { pageUrl, repositoryUrl } from '../views/repository-view.ts';
import { wantsRaw } from './media-types.ts';

const maxInlineBytes = 1_000_000;
const maxBytes = 100_000_000;
const path = '/repos/{owner}/{repo}/contents/{path*}';

export const contentRoutes = [
  route('GET', '/repos/{owner}/{repo}/contents', (call) => readContents(call, '')),
  route('GET', path, (call) => readContents(call, param(call, 'path').replace(/\/$/, ''))),

  route('PUT', path, async (call) => {
    const body = readBody(call, z.object({ content: z.base64(), ...edit }));
    return changeFile(call, { ...body, content: Buffer.from(body.content, 'base64') });
  }),

  route('DELETE', path, (call) => changeFile(call, { ...readBody(call, z.object(edit)), content: null })),
];

const edit = { message: z.string(), branch: z.string().optional(), sha: z.string().optional() };

async function readContents(call: Call, wanted: string): Promise<Answer> {
  const repository = repositoryFor(call, { permission: 'contents', access: 'read' });
  const ref = call.url.searchParams.get('ref') ?? repository.defaultBranch;
  const sha = await resolveCommit(repository.directory, ref);
  if (sha === null) throw new ApiError(404, `No commit found for the ref ${ref}`);
  const at: Place = { hub: call.hub, repository, ref };
  if (wanted === '') return folder(at, '', (await readTree(repository.directory, sha)) ?? []);
  const [entry] = (await readTree(repository.directory, sha, { path: wanted })) ?? [];
  if (entry === undefined) throw notFound();
  if (entry.type === 'tree')
    return folder(at, wanted, (await readTree(repository.directory, entry.sha)) ?? []);
  if (entry.type === 'commit') return ok({ ...facts(at, wanted, entry), submodule_git_url: null });
  const size = entry.sizeBytes ?? 0;
  if (size > maxBytes)
    throw new ApiError(
      403,
      'This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.',
    );
  const content = (await readBlob(repository.directory, entry.sha)) ?? Buffer.alloc(0);
  if (wantsRaw(call))
    return ok(content, { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' });
  const isInline = size <= maxInlineBytes;
  return ok({
    ...facts(at, wanted, entry),
    content: isInline ? lines(content.toString('base64')) : '',
    encoding: isInline ? 'base64' : 'none',
  });
}

interface Place {
  readonly hub: Hub;
  readonly repository: Repository;
  readonly ref: string;
}

function folder(at: Place, parent: string, entries: readonly TreeEntry[]): Answer {
  return ok(entries.map((entry) => facts(at, parent === '' ? entry.path : `${parent}/${entry.path}`, entry)));
}

function facts(at: Place, fullPath: string, entry: TreeEntry): JsonObject {
  const encoded = fullPath.split('/').map(encodeURIComponent).join('/');
  const url = `${repositoryUrl(at.hub, at.repository)}/contents/${encoded}?ref=${encodeURIComponent(at.ref)}`;
  const kind = entry.type === 'tree' ? 'trees' : 'blobs';
  const git = `${repositoryUrl(at.hub, at.repository)}/git/${kind}/${entry.sha}`;
  const page = `${pageUrl(at.hub, at.repository)}/${entry.type === 'tree' ? 'tree' : 'blob'}/${at.ref}/${encoded}`;
  const isFile = entry.type === 'blob';
  return {
    type: isFile
      ? entry.mode === '120000'
        ? 'symlink'
        : 'file'
      : entry.type === 'tree'
        ? 'dir'
        : 'submodule',
    name: fullPath.split('/').at(-1) ?? fullPath,
    path: fullPath,
    sha: entry.sha,
    size: entry.sizeBytes ?? 0,
    url,
    git_url: git,
    html_url: page,
    download_url: isFile ? `${pageUrl(at.hub, at.repository)}/raw/${at.ref}/${encoded}` : null,
    _links: { self: url, git, html: page },
  };
}

interface FileChange {
  readonly message: string;
  readonly branch?: string | undefined;
  /** The blob that is replaced: required for existing files. */
  readonly sha?: string | undefined;
  readonly content: Buffer | null;
}

async function changeFile(call: Call, change: FileChange): Promise<Answer> {
  const repository = repositoryFor(call, { permission: 'contents', access: 'write' });
  const filePath = param(call, 'path');
  const branch = change.branch ?? repository.defaultBranch;
  const { directory } = repository;
  const actor = actorOf(call.caller);
  const tip = await resolveCommit(directory, `heads/${branch}`);
  if (tip === null) throw new ApiError(404, `Branch ${branch} not found`);
  const [known] = (await readTree(directory, tip, { path: filePath })) ?? [];
  if (known === undefined && change.content === null) throw notFound();
  if (known !== undefined && change.sha === undefined)
    throw new ApiError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (known !== undefined && change.sha !== known.sha) {
    throw new ApiError(409, `${filePath} does not match ${String(change.sha)}`);
  }
  const commit = await moveRefs(call.hub, repository, {
    actor,
    work: () => commitFile(repository, { tip, branch, filePath, change, actor }),
  });
  const entry = (await readTree(directory, commit, { path: filePath }))?.[0];
  const at: Place = { hub: call.hub, repository, ref: branch };
  const answer = {
    content: entry === undefined ? null : facts(at, filePath, entry),
    commit: gitCommitView(call.hub, repository, await readCommit(directory, commit)),
  };
  return known === undefined ? created(answer) : ok(answer);
}

async function commitFile(
  repository: Repository,
  what: {
    readonly tip: string;
    readonly branch: string;
    readonly filePath: string;
    readonly change: FileChange;
    readonly actor: Actor;
  },
): Promise<string> {
  const { directory } = repository;
  const { content, message } = what.change;
  const sha = content === null ? null : await writeBlob(directory, content);
  const tree = await changeTree(directory, {
    base: what.tip,
    entries: [{ path: what.filePath, mode: '100644', sha }],
  });
  const { login } = what.actor.account;
  const author = { name: login, email: `${login}@users.noreply.github.com` };
  const commit = await writeCommit(directory, { tree, parents: [what.tip], message, author });
  await setRef(directory, `refs/heads/${what.branch}`, commit);
  return commit;
}

/** GitHub breaks base64 into lines of 60 characters. */
function lines(text: string): string {
  return text.replaceAll(/.{1,60}/g, '$&\n');
}
