// The two questions perfcrew asks of GraphQL, and nothing else of it: who am I, and which conversations are resolved.
import { z } from 'zod';
import { ok, requiresAuthentication, type Answer } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { actorOf, mayRead } from '../http/permit.ts';
import { route, type Call } from '../http/router.ts';
import type { JsonObject } from '../json.ts';
import { isPullRequest } from '../model/issue.ts';

export const graphqlRoutes = [
  route('POST', '/graphql', (call) => {
    if (call.caller.kind === 'anonymous') throw requiresAuthentication();
    const { query, variables } = readBody(
      call,
      z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) }),
    );
    const asked = query.replaceAll(/\s+/g, ' ').trim();
    if (asked === 'query { viewer { login } }') {
      return ok({ data: { viewer: { login: actorOf(call.caller).account.login } } });
    }
    if (asked.includes('reviewThreads(first: 100, after: $after)')) return threads(call, variables);
    return failed('UNKNOWN', 'The test GitHub does not know this query.');
  }),
];

const variablesSchema = z.object({
  owner: z.string(),
  repo: z.string(),
  number: z.int(),
  after: z.string().nullable(),
});

function threads(call: Call, given: unknown): Answer {
  const { owner, repo, number, after } = variablesSchema.parse(given);
  const repository = call.hub.repositories.get(`${owner}/${repo}`.toLowerCase());
  const pull = repository?.issues.get(number);
  const isSeen = repository !== undefined && mayRead(call.caller, repository);
  if (!isSeen || pull === undefined || !isPullRequest(pull))
    return failed('NOT_FOUND', 'Could not resolve to a PullRequest.');
  const firsts = [...call.hub.reviewComments.values()].filter(
    (one) => one.pull === pull && one.answers === null,
  );
  const start = Number(after ?? 0);
  const end = start + 100;
  const nodes = firsts.slice(start, end).map(({ id, isResolved }) => ({
    isResolved,
    comments: { nodes: [{ databaseId: id }] },
  }));
  const pageInfo = { hasNextPage: firsts.length > end, endCursor: String(end) };
  const data: JsonObject = { repository: { pullRequest: { reviewThreads: { pageInfo, nodes } } } };
  return ok({ data });
}

function failed(type: string, message: string): Answer {
  return ok({ data: null, errors: [{ type, message }] });
}
