// Which comments of a pull request people have resolved: only GraphQL tells, https://docs.github.com/graphql/reference/objects#pullrequestreviewthread
import { z } from 'zod';
import type { RepositoryName, Requester } from './requester.ts';

const MOST_PAGES = 30;

const QUERY = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { isResolved comments(first: 1) { nodes { databaseId } } }
      }
    }
  }
}`;

const threadsSchema = z.object({
  repository: z.object({
    pullRequest: z.object({
      reviewThreads: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(
          z.object({
            isResolved: z.boolean(),
            comments: z.object({ nodes: z.array(z.object({ databaseId: z.int() })) }),
          }),
        ),
      }),
    }),
  }),
});

/** Ids of the first comment of each resolved conversation. */
export async function resolvedComments(
  requester: Requester,
  repository: RepositoryName,
  pullRequest: number,
): Promise<ReadonlySet<number>> {
  const resolved = new Set<number>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: unknown = await requester.graphql(QUERY, { ...repository, number: pullRequest, after });
    const threads = threadsSchema.parse(answer).repository.pullRequest.reviewThreads;
    for (const { isResolved, comments } of threads.nodes) {
      const [first] = comments.nodes;
      if (isResolved && first !== undefined) resolved.add(first.databaseId);
    }
    if (!threads.pageInfo.hasNextPage) break;
    after = threads.pageInfo.endCursor;
  }
  return resolved;
}
