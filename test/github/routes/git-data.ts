// The git database over REST: refs, trees, blobs and commits.
import { z } from 'zod';
import { ApiError, created, noContent, notFound, ok } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { listAnswer } from '../http/pages.ts';
import { actorOf, repositoryFor } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { deleteRef, isAncestor, readRefs, resolveCommit, setRef } from '../git/bare-repository.ts';
import { readCommit } from '../git/commits.ts';
import { moveRefs } from '../git/move-refs.ts';
import { changeTree, hasObject, readBlob, readTree, writeBlob, writeCommit } from '../git/objects.ts';
import type { JsonObject } from '../json.ts';
import type { Repository } from '../model/repository.ts';
import { gitCommitView } from '../views/commit-view.ts';
import { repositoryUrl } from '../views/repository-view.ts';

const reads = { permission: 'contents', access: 'read' } as const;
const writes = { permission: 'contents', access: 'write' } as const;
const git = '/repos/{owner}/{repo}/git';

export const gitDataRoutes = [
  route('GET', `${git}/ref/{ref*}`, async (call) => {
    const repository = repositoryFor(call, reads);
    const ref = `refs/${param(call, 'ref')}`;
    const sha = (await readRefs(repository.directory)).get(ref);
    if (sha === undefined) throw notFound();
    return ok(refView(call, repository, { ref, sha }));
  }),

  route('GET', `${git}/matching-refs/{ref*}`, async (call) => {
    const repository = repositoryFor(call, reads);
    const prefix = `refs/${param(call, 'ref')}`;
    const refs = [...(await readRefs(repository.directory))].filter(([ref]) => ref.startsWith(prefix));
    return listAnswer(call, refs, ([ref, sha]) => refView(call, repository, { ref, sha }));
  }),

  route('POST', `${git}/refs`, async (call) => {
    const repository = repositoryFor(call, writes);
    const { ref, sha } = readBody(call, z.object({ ref: z.string().regex(/^refs\/.+\//), sha: z.string() }));
    if ((await readRefs(repository.directory)).has(ref)) throw new ApiError(422, 'Reference already exists');
    if (!(await hasObject(repository.directory, sha, 'commit')))
      throw new ApiError(422, 'Object does not exist');
    await moveRefs(call.hub, repository, {
      actor: actorOf(call.caller),
      work: () => setRef(repository.directory, ref, sha),
    });
    return created(refView(call, repository, { ref, sha }));
  }),

  route('PATCH', `${git}/refs/{ref*}`, async (call) => {
    const repository = repositoryFor(call, writes);
    const { directory } = repository;
    const body = readBody(call, z.object({ sha: z.string(), force: z.boolean().default(false) }));
    const ref = `refs/${param(call, 'ref')}`;
    await moveRefs(call.hub, repository, {
      actor: actorOf(call.caller),
      work: async () => {
        const before = (await readRefs(directory)).get(ref);
        if (before === undefined) throw new ApiError(422, 'Reference does not exist');
        if (!(await hasObject(directory, body.sha, 'commit')))
          throw new ApiError(422, 'Object does not exist');
        if (!body.force && !(await isAncestor(directory, before, body.sha))) {
          throw new ApiError(422, 'Update is not a fast forward');
        }
        await setRef(directory, ref, body.sha);
      },
    });
    return ok(refView(call, repository, { ref, sha: body.sha }));
  }),

  route('DELETE', `${git}/refs/{ref*}`, async (call) => {
    const repository = repositoryFor(call, writes);
    const ref = `refs/${param(call, 'ref')}`;
    if (!(await readRefs(repository.directory)).has(ref)) throw new ApiError(422, 'Reference does not exist');
    await moveRefs(call.hub, repository, {
      actor: actorOf(call.caller),
      work: () => deleteRef(repository.directory, ref),
    });
    return noContent();
  }),

  route('GET', `${git}/trees/{tree_sha*}`, async (call) => {
    const repository = repositoryFor(call, reads);
    const name = param(call, 'tree_sha');
    const start = (await resolveCommit(repository.directory, name)) ?? name;
    const recursive = call.url.searchParams.has('recursive');
    const entries = await readTree(repository.directory, start, { recursive });
    if (entries === null) throw notFound();
    const url = `${repositoryUrl(call.hub, repository)}/git`;
    return ok({
      sha: start,
      url: `${url}/trees/${start}`,
      truncated: false,
      tree: entries.map(({ path, mode, type, sha, sizeBytes }) => ({
        path,
        mode,
        type,
        sha,
        ...(sizeBytes === null ? {} : { size: sizeBytes }),
        ...(type === 'commit' ? {} : { url: `${url}/${type}s/${sha}` }),
      })),
    });
  }),

  route('POST', `${git}/trees`, async (call) => {
    const repository = repositoryFor(call, writes);
    const { directory } = repository;
    const entry = z.object({
      path: z.string(),
      mode: z.enum(['100644', '100755', '040000', '160000', '120000']),
      type: z.enum(['blob', 'tree', 'commit']).optional(),
      sha: z.string().nullish(),
      content: z.string().optional(),
    });
    const body = readBody(call, z.object({ base_tree: z.string().optional(), tree: z.array(entry) }));
    const entries = await Promise.all(
      body.tree.map(async ({ path, mode, sha, content }) => ({
        path,
        mode,
        sha: content === undefined ? (sha ?? null) : await writeBlob(directory, Buffer.from(content)),
      })),
    );
    const sha = await changeTree(directory, { base: body.base_tree ?? null, entries });
    const url = `${repositoryUrl(call.hub, repository)}/git/trees/${sha}`;
    const tree = (await readTree(directory, sha)) ?? [];
    const shown = tree.map(({ path, mode, type, sha }) => ({ path, mode, type, sha }));
    return created({ sha, url, truncated: false, tree: shown });
  }),

  route('GET', `${git}/blobs/{file_sha}`, async (call) => {
    const repository = repositoryFor(call, reads);
    const sha = param(call, 'file_sha');
    const content = await readBlob(repository.directory, sha);
    if (content === null) throw notFound();
    return ok({
      sha,
      node_id: Buffer.from(`Blob:${sha}`).toString('base64url'),
      url: `${repositoryUrl(call.hub, repository)}/git/blobs/${sha}`,
      size: content.length,
      content: content.toString('base64'),
      encoding: 'base64',
    });
  }),

  route('POST', `${git}/blobs`, async (call) => {
    const repository = repositoryFor(call, writes);
    const body = readBody(
      call,
      z.object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']).default('utf-8') }),
    );
    const encoding = body.encoding === 'base64' ? 'base64' : 'utf8';
    const sha = await writeBlob(repository.directory, Buffer.from(body.content, encoding));
    return created({ sha, url: `${repositoryUrl(call.hub, repository)}/git/blobs/${sha}` });
  }),

  route('GET', `${git}/commits/{commit_sha}`, async (call) => {
    const repository = repositoryFor(call, reads);
    const sha = param(call, 'commit_sha');
    if (!(await hasObject(repository.directory, sha, 'commit'))) throw notFound();
    return ok(gitCommitView(call.hub, repository, await readCommit(repository.directory, sha)));
  }),

  route('POST', `${git}/commits`, async (call) => {
    const repository = repositoryFor(call, writes);
    const author = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });
    const body = readBody(
      call,
      z.object({
        message: z.string(),
        tree: z.string(),
        parents: z.array(z.string()).default([]),
        author: author.optional(),
      }),
    );
    const { login } = actorOf(call.caller).account;
    const sha = await writeCommit(repository.directory, {
      tree: body.tree,
      parents: body.parents,
      message: body.message,
      author: body.author ?? { name: login, email: `${login}@users.noreply.github.com` },
    });
    return created(gitCommitView(call.hub, repository, await readCommit(repository.directory, sha)));
  }),
];

function refView(
  call: Call,
  repository: Repository,
  at: { readonly ref: string; readonly sha: string },
): JsonObject {
  const url = `${repositoryUrl(call.hub, repository)}/git`;
  return {
    ref: at.ref,
    node_id: Buffer.from(`Ref:${at.ref}`).toString('base64url'),
    url: `${url}/${at.ref}`,
    object: { type: 'commit', sha: at.sha, url: `${url}/commits/${at.sha}` },
  };
}
