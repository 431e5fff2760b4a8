// Is what GitHub offers the patch that was proven? Suggestions are put in place as its button does, branches taken as they are, and the
// whole tree is compared.
import type { Proof } from '../../src/prove/proof.ts';
import { gitText, runGit } from '../../test/github/git/run-git.ts';
import type { SeenPull, SeenSuggestion } from './observe.ts';
import { suggested } from './suggested.ts';

export interface Offered {
  readonly suggestions: readonly SeenSuggestion[];
  readonly pulls: readonly SeenPull[];
}

/** Null where every one of them makes of head what the patch makes of it; else the files that differ. */
export async function holdAgainstPatch(
  clone: string,
  { head, proposal }: Proof,
  { suggestions, pulls }: Offered,
): Promise<string | null> {
  const proven = await treeOf(
    clone,
    head,
    async (git) => void (await git(['apply', '--cached', '-'], proposal.patch)),
  );
  const offered =
    suggestions.length === 0 ? [] : [await treeOf(clone, head, (git) => applySuggestions(git, suggestions))];
  for (const { branch } of pulls)
    offered.push(await gitText(clone, ['rev-parse', `origin/${branch}^{tree}`]));
  const differing = await Promise.all(
    offered.map((tree) => gitText(clone, ['diff', '--name-only', proven, tree])),
  );
  const names = new Set(differing.flatMap((text) => text.split('\n')).filter((name) => name !== ''));
  return names.size === 0 ? null : `${[...names].join(', ')} would read otherwise`;
}

type IndexGit = (words: readonly string[], input?: string) => Promise<string>;

/** The id of head's tree after the change, made on an index of its own. */
async function treeOf(
  clone: string,
  head: string,
  change: (git: IndexGit) => Promise<void>,
): Promise<string> {
  const environment = { GIT_INDEX_FILE: `${clone}/.git/index-${crypto.randomUUID()}` };
  const git: IndexGit = async (words, input = '') =>
    (await runGit(clone, words, { environment, input })).stdout.toString();
  await git(['read-tree', head]);
  await change(git);
  return (await git(['write-tree'])).trim();
}

/** From the last line up, so that the numbers of those above stay true. */
async function applySuggestions(git: IndexGit, suggestions: readonly SeenSuggestion[]): Promise<void> {
  for (const [path, own] of Map.groupBy(suggestions, (one) => one.path)) {
    const lines = (await git(['show', `:${path}`])).split('\n');
    for (const { startLine, line, body } of own.toSorted((one, other) => other.line - one.line)) {
      const text = suggested(body);
      lines.splice(startLine - 1, line - startLine + 1, ...(text === null ? [] : text.split('\n')));
    }
    const id = (await git(['hash-object', '-w', '--stdin'], lines.join('\n'))).trim();
    await git(['update-index', '--cacheinfo', `100644,${id},${path}`]);
  }
}
