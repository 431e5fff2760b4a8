// A site that reads files, streams and compresses: one page with its assets, and an export as gzipped lines of JSON.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { exportLines } from './lib/export.js';

const PUBLIC = fileURLToPath(new URL('public', import.meta.url));
const FILES = new Map([
  ['/', 'index.html'],
  ['/app.js', 'app.js'],
  ['/style.css', 'style.css'],
  ['/chart.svg', 'chart.svg'],
]);
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

async function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://feed');
  const file = FILES.get(pathname);
  if (file !== undefined) return sendFile(file, response);
  if (pathname !== '/export.ndjson') {
    response.writeHead(404).end();
    return;
  }
  const compressed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    ...(compressed ? { 'content-encoding': 'gzip' } : {}),
  });
  const lines = Readable.from(exportLines(400));
  await (compressed ? pipeline(lines, createGzip({ level: 4 }), response) : pipeline(lines, response));
}

async function sendFile(name, response) {
  const path = join(PUBLIC, name);
  const { size } = await stat(path);
  response.writeHead(200, { 'content-type': TYPES[extname(name)], 'content-length': size });
  await pipeline(createReadStream(path), response);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    // A caller that hangs up ends its stream; that is no failure of the server.
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    console.error(`${request.method} ${request.url}:`, error);
    response.destroy();
  });
});

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
