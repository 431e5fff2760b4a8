// An app with a loop of statements and a route with one, by the driver named in DRIVER. Each statement carries its request's tag,
// so that what was tied to which request can be checked without trusting what tied it.
import { createServer } from 'node:http';
import { openStore } from './stores.mjs';

const store = await openStore(process.env.DRIVER, process.env.DATABASE_URL);

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://app');
  serve(request, url).then(
    (answer) => response.end(JSON.stringify(answer)),
    (error) => {
      response.statusCode = 500;
      response.end(String(error?.stack ?? error));
    },
  );
});

async function serve(request, url) {
  const tag = url.searchParams.get('tag');
  if (url.pathname === '/posted') return store.one(await readBody(request));
  return url.pathname === '/loop' ? store.loop(tag) : store.one(tag);
}

/** By events: the last of them comes from the socket. */
function readBody(request) {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => resolve(text));
  });
}

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void store.close().then(() => process.exit(0));
});
