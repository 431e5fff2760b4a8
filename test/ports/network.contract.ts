// What every Network promises, the fake one included.
import { expect, test } from 'vitest';
import type { HttpAnswer, HttpRequest, Network } from '../../src/ports/network.ts';

export interface NetworkUnderTest {
  readonly network: Network;
  /** Serves until the test ends and gives the origin; a null answer never comes. */
  serve(answer: (request: Pick<HttpRequest, 'method' | 'body'>) => HttpAnswer | null): Promise<string>;
}

export function networkContract(open: () => NetworkUnderTest): void {
  const get = (url: string) => ({ method: 'GET', url, headers: {}, body: null, timeoutMs: 300 });

  test('never gives the same free port twice in a row', async () => {
    const { network } = open();
    const ports = [await network.freePort(), await network.freePort(), await network.freePort()];
    expect(new Set(ports).size).toBe(3);
  });

  test('gives status, headers and body', async () => {
    const { network, serve } = open();
    const origin = await serve(({ method, body }) => ({
      status: 201,
      headers: { 'x-kind': 'answer' },
      body: `${method} ${body}`,
    }));
    const answer = await network.request({ ...get(`${origin}/path`), method: 'POST', body: 'hi' });
    expect(answer).toMatchObject({ status: 201, body: 'POST hi' });
    expect(answer?.headers).toMatchObject({ 'x-kind': 'answer' });
  });

  test('nobody there, or nobody in time, is null', async () => {
    const { network, serve } = open();
    expect(await network.request(get(`http://127.0.0.1:${await network.freePort()}/`))).toBeNull();
    expect(await network.request(get(await serve(() => null)))).toBeNull();
  });
}
