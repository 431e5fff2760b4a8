// A stage whose apps are HTTP servers of the test, made anew at each start, so that their memory is fresh.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { Side } from '../../../src/core/side.ts';
import type { RunningApp, Stage, StagedSide } from '../../../src/measure/stage.ts';

/** Makes the server of one process. `die` ends it. */
export type MakeApp = (process: {
  readonly number: number;
  readonly environment: Readonly<Record<string, string>>;
  die(): void;
}) => RequestListener;

export interface FreshStage extends Stage {
  /** What each process of a side was asked, in order. */
  readonly asked: Readonly<Record<Side, string[][]>>;
}

export function freshStage(apps: Readonly<Record<Side, MakeApp>>): FreshStage {
  const asked: Record<Side, string[][]> = { base: [], head: [] };
  const side = (name: Side): StagedSide => ({
    side: name,
    sha: name === 'base' ? 'b'.repeat(40) : 'a'.repeat(40),
    directory: '/nowhere',
    database: null,
    startApp({ environment = {} } = {}) {
      const log: string[] = [];
      asked[name].push(log);
      const started = { number: asked[name].length, environment };
      return serve(apps[name], started, log);
    },
  });
  return { base: side('base'), head: side('head'), cluster: null, asked, async [Symbol.asyncDispose]() {} };
}

async function serve(
  make: MakeApp,
  started: Omit<Parameters<MakeApp>[0], 'die'>,
  log: string[],
): Promise<RunningApp> {
  let isAlive = true;
  const stop = (): void => {
    isAlive = false;
    server.closeAllConnections();
    server.close();
  };
  const handle = make({ ...started, die: stop });
  const server = createServer((request, response) => {
    log.push(`${request.method} ${request.url}`);
    handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    usage: async () => ({ cpuMs: 0, rssBytes: 0 }),
    tail: () => 'RangeError: out of handles\n',
    alive: () => isAlive,
    async [Symbol.asyncDispose]() {
      stop();
    },
  };
}
