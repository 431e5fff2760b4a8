// Asks several processes the same requests in the same order, each request next to each other, and none ever oftener than another.
import type { World } from '../../ports/world.ts';
import type { Answer, AskedRequest, Exchange } from './answer.ts';
import { readAnswer } from './read-answer.ts';

export const ANSWER_TIMEOUT_MS = 10_000;
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
/** Asked for compressed bodies, a side that stopped compressing shows. */
const OWN_HEADERS = { accept: '*/*', 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'perfcrew' };

/** `origins` names the processes, e.g. base, control and head. */
export async function askAll<Party extends string>(
  world: Pick<World, 'network' | 'signal'>,
  requests: readonly AskedRequest[],
  origins: ReadonlyMap<Party, string>,
): Promise<readonly Exchange<Party>[]> {
  const exchanges: Exchange<Party>[] = [];
  for (const request of requests) {
    const answers = new Map<Party, Answer | null>();
    for (const [party, origin] of origins) {
      world.signal.throwIfAborted();
      answers.set(party, await ask(world, request, origin));
    }
    exchanges.push({ request, answers });
  }
  return exchanges;
}

async function ask(
  { network, signal }: Pick<World, 'network' | 'signal'>,
  { method, path, headers, body }: AskedRequest,
  origin: string,
): Promise<Answer | null> {
  const answer = await network.request({
    method,
    url: origin + path,
    headers: { ...OWN_HEADERS, ...lowerCased(headers) },
    body,
    timeoutMs: ANSWER_TIMEOUT_MS,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    signal,
  });
  return answer && (await readAnswer(answer, { method, origin }));
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
