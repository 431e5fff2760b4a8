// A small server with metrics as prom-client writes them. Between two scrapes it always serves the same requests, so that the
// share of each route is known whatever the timing.
import { createServer } from 'node:http';
import { once } from 'node:events';

interface Served {
  readonly labels: string;
  /** Requests between two scrapes. */
  readonly count: number;
  /** Seconds each of them takes. */
  readonly seconds: number;
}

const BOUNDS = [0.01, 0.05, 0.1, 0.5];

export interface SmallShop extends AsyncDisposable {
  readonly address: string;
}

export async function startSmallShop(name: string, served: readonly Served[]): Promise<SmallShop> {
  let scrapes = 0;
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    scrapes += 1;
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end([histogram(name, served, scrapes), summary(served, scrapes)].join('\n'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function histogram(name: string, served: readonly Served[], scrapes: number): string {
  const lines = served.flatMap(({ labels, count, seconds }) => [
    ...BOUNDS.map(
      (bound) => `${name}_bucket{${labels},le="${bound}"} ${seconds <= bound ? count * scrapes : 0}`,
    ),
    `${name}_bucket{${labels},le="+Inf"} ${count * scrapes}`,
    `${name}_sum{${labels}} ${count * scrapes * seconds}`,
    `${name}_count{${labels}} ${count * scrapes}`,
  ]);
  return [`# TYPE ${name} histogram`, ...lines, ''].join('\n');
}

function summary(served: readonly Served[], scrapes: number): string {
  const lines = served.flatMap(({ labels, count, seconds }) => [
    ...[0.5, 0.95, 0.99].map((quantile) => `shop_seconds{${labels},quantile="${quantile}"} ${seconds}`),
    `shop_seconds_count{${labels}} ${count * scrapes}`,
  ]);
  return ['# TYPE shop_seconds summary', ...lines, ''].join('\n');
}
