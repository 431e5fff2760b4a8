// A comparison of very many commits comes page by page, the oldest first; what is told is how it ends.
import { getOctokit } from '@actions/github';
import { expect, test } from 'vitest';
import { openForgeHistory } from '../../../src/io/forge/history.ts';

const idOf = (index: number): string => index.toString(16).padStart(40, '0');

/** Of `total` commits in a row, each page with its hundred. */
function answer(total: number, asked: number[]): typeof fetch {
  return (input) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const page = Number(url.searchParams.get('page') ?? '1');
    if (!url.pathname.includes('/compare/')) return Promise.resolve(Response.json({ sha: idOf(total) }));
    asked.push(page);
    const first = (page - 1) * 100 + 1;
    const commits = Array.from({ length: Math.max(0, Math.min(100, total - first + 1)) }, (_, index) => ({
      sha: idOf(first + index),
      parents: [{ sha: idOf(first + index - 1) }],
    }));
    return Promise.resolve(
      Response.json({
        status: 'ahead',
        base_commit: { sha: idOf(0) },
        total_commits: total,
        commits,
        files: page === 1 ? [{ filename: 'a.js' }] : [],
      }),
    );
  };
}

test.each<[number, number, readonly number[]]>([
  [3, 3, [1]],
  [100, 100, [1]],
  [250, 250, [1, 2, 3]],
  [1234, 434, [1, 9, 10, 11, 12, 13]],
])('of %d commits the last %d are told', async (total, told, pages) => {
  const asked: number[] = [];
  const octokit = getOctokit('token', { request: { fetch: answer(total, asked) } });
  const { range } = openForgeHistory(octokit, { owner: 'alice', repo: 'shop' });
  const { commits, head, changed } = await range(idOf(0), idOf(total));
  expect(head).toBe(idOf(total));
  expect([commits.length, commits.at(0), commits.at(-1)]).toEqual([
    told,
    idOf(total - told + 1),
    idOf(total),
  ]);
  expect(changed).toEqual({ files: [{ filename: 'a.js' }], truncated: false });
  expect(asked).toEqual(pages);
});
