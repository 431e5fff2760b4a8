// A file keeps its mode, and what is a link stays one: the contents API would follow it and say nothing.
import type { RepositoryName, Requester } from './requester.ts';

export type FileMode = '100644' | '100755';

/** Of a file that is not there yet, that of a plain one; null for links, submodules, folders, and anything below one of the first two. */
export async function modeOf(
  requester: Requester,
  repository: RepositoryName,
  { tree, path }: { readonly tree: string; readonly path: string },
): Promise<FileMode | null> {
  const names = path.split('/');
  let at = tree;
  for (const [index, name] of names.entries()) {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      ...repository,
      tree_sha: at,
    });
    const entry = data.tree.find((one) => one.path === name);
    if (entry === undefined) return data.truncated ? null : '100644';
    if (index === names.length - 1) return asMode(entry.mode);
    if (entry.type !== 'tree') return null;
    at = entry.sha;
  }
  return null;
}

function asMode(mode: string): FileMode | null {
  return mode === '100644' || mode === '100755' ? mode : null;
}
