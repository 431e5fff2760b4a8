// A loopback without sockets: servers are functions under an origin.
import type { HttpAnswer, HttpRequest, Network } from '../../src/ports/network.ts';

/** Null: does not answer in time. */
export type FakeServer = (request: HttpRequest) => HttpAnswer | null;

export interface FakeNetwork extends Network {
  /** `http://127.0.0.1:40001` to its server. */
  readonly servers: Map<string, FakeServer>;
}

export function fakeNetwork(): FakeNetwork {
  const servers = new Map<string, FakeServer>();
  let port = 40_000;
  return {
    servers,
    async freePort() {
      port += 1;
      return port;
    },
    request: async (request) => servers.get(new URL(request.url).origin)?.(request) ?? null,
  };
}
