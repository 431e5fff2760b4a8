// The routes of the shop as one request listener.
import { createOrders } from './orders.js';
import { createRecommendations } from './recommendations.js';
import { createRouter } from './router.js';
import { createStaticFiles } from './static-files.js';

export function createApp({ database, publicDirectory }) {
  const orders = createOrders(database);
  const recommendations = createRecommendations(database);
  const staticFiles = createStaticFiles(publicDirectory);

  const find = createRouter({
    'GET /health': async () => {
      await database.query('SELECT 1');
      return { ok: true };
    },
    'GET /api/orders': ({ search }) => orders.latest(positiveInteger(search.get('page'), 1)),
    'GET /api/customers/:id/orders': ({ parameters }) => orders.ofCustomer(positiveInteger(parameters.id, 0)),
    'GET /api/recommendations': ({ search }) => recommendations.top(positiveInteger(search.get('limit'), 12)),
  });

  return async function app(request, response) {
    const url = new URL(request.url, 'http://shop');
    try {
      const route = find(request.method, url.pathname);
      if (route) {
        const body = await route.handler({ parameters: route.parameters, search: url.searchParams });
        return sendJson(response, 200, body);
      }
      if (request.method === 'GET' && (await staticFiles(url.pathname, response))) return;
      sendJson(response, 404, { error: 'not found' });
    } catch (error) {
      console.error(`${request.method} ${request.url}:`, error);
      sendJson(response, 500, { error: 'internal error' });
    }
  };
}

function positiveInteger(text, fallback) {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : fallback;
}

function sendJson(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
