// A stage whose apps are HTTP servers of the test: real sockets, no checkouts.
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { Side } from '../../../src/core/side.ts';
import type { RunningApp, Stage, StagedSide } from '../../../src/measure/stage.ts';

export interface ServedSide {
  readonly handler: RequestListener;
  /** Dead from this many requests on. */
  readonly diesAfter?: number;
  readonly start?: () => Promise<RunningApp>;
}

export interface ServedStage extends Stage {
  /** How often each side was started. */
  readonly starts: Record<Side, number>;
}

export function servedStage(sides: Readonly<Record<Side, ServedSide>>): ServedStage {
  const starts = { base: 0, head: 0 };
  const side = (name: Side): StagedSide => ({
    side: name,
    sha: name === 'base' ? 'b'.repeat(40) : 'a'.repeat(40),
    directory: '/nowhere',
    database: null,
    startApp() {
      starts[name] += 1;
      return sides[name].start?.() ?? serve(sides[name]);
    },
  });
  return {
    base: side('base'),
    head: side('head'),
    cluster: null,
    starts,
    async [Symbol.asyncDispose]() {},
  };
}

async function serve({ handler, diesAfter = Infinity }: ServedSide): Promise<RunningApp> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    if (requests > diesAfter) {
      server.close();
      server.closeAllConnections();
      return;
    }
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    usage: async () => ({ cpuMs: requests * 0.5, rssBytes: 50_000_000 }),
    tail: () => 'listening\nFATAL: out of handles\n',
    alive: () => requests <= diesAfter,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
