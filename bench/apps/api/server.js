// A JSON API that only computes: reports, searches and rendered invoices, from 1 to 10 ms of CPU a request.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { invoice } from './lib/invoice.js';
import { customers, orders } from './lib/data.js';
import { salesReport } from './lib/report.js';
import { search } from './lib/search.js';
import { doWork, UNITS } from './lib/work.js';
import { WAIT_MS } from './lib/wait.js';

const routes = {
  '/health': () => ({ ok: true }),
  '/api/report': () => salesReport(orders, customers),
  '/api/search': (parameters) => search(customers, parameters.get('q') ?? ''),
  '/invoice': (parameters) => invoice(Number(parameters.get('customer') ?? 1)),
  '/api/work': () => ({ checksum: doWork(UNITS) }),
  '/api/wait': async () => {
    await sleep(WAIT_MS);
    return { ok: true };
  },
};

const server = createServer((request, response) => void answer(request, response));

async function answer(request, response) {
  const url = new URL(request.url, 'http://api');
  const route = routes[url.pathname];
  const body = route === undefined ? { error: 'not found' } : await route(url.searchParams);
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body);
  response.writeHead(route === undefined ? 404 : 200, {
    'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
