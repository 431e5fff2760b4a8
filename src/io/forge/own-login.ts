// Under which login a token writes: only what that login wrote is ever read back as perfcrew's own.
import { z } from 'zod';
import { asking, type Requester } from './requester.ts';

const viewerSchema = z.object({ viewer: z.object({ login: z.string().min(1) }) });

/** Asked once, when it is first needed. */
export function ownLogin(requester: Requester): () => Promise<string> {
  let login: Promise<string> | null = null;
  return () => (login ??= readLogin(requester));
}

async function readLogin(requester: Requester): Promise<string> {
  // REST tells neither a workflow's token nor an installation's who it is.
  return await asking('tell whose token this is', 'metadata: read', async () => {
    const answer: unknown = await requester.graphql('query { viewer { login } }');
    return viewerSchema.parse(answer).viewer.login;
  });
}
