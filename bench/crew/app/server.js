// A small server whose routes lean on code of real npm packages; the bench copies them into lib/ beside it.
import { createServer } from 'node:http';
import {
  charsetsOfTypes,
  dashboard,
  durations,
  linksOfPage,
  matchFiles,
  ordersWithLines,
  publishEvents,
  robotsAnswers,
  supportedVersions,
  tenants,
} from './routes.js';

const ROUTES = new Map([
  ['/health', () => 'ok'],
  ['/types', charsetsOfTypes],
  ['/dashboard', dashboard],
  ['/durations', durations],
  ['/links', linksOfPage],
  ['/files', matchFiles],
  ['/orders', ordersWithLines],
  ['/events', publishEvents],
  ['/robots', robotsAnswers],
  ['/versions', supportedVersions],
  ['/tenants', tenants],
]);

async function answer(request, response) {
  const handler = ROUTES.get(request.url);
  const result = handler === undefined ? null : await handler();
  response.writeHead(handler === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ result }));
}

const server = createServer((request, response) => {
  void answer(request, response);
});

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
