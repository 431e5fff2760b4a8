// A small static server for sites that bring none: what is in the folder, under its address, and nothing outside it.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../core/problem.ts';

export interface FolderServer extends AsyncDisposable {
  /** e.g. `http://127.0.0.1:40123`. */
  readonly origin: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.otf': 'font/otf',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** Port 0 takes a free one. Disposing closes every connection. */
export async function serveFolder(directory: string, port: number): Promise<FolderServer> {
  const root = await folderAt(directory);
  const server = createServer((request, response) => {
    answer(root, request, response).catch(() => {
      // The file vanished or the visitor hung up.
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'The file could not be read.');
    });
  });
  await new Promise<void>((settle, reject) => {
    server.once('error', (cause) => reject(cannotListen(port, cause)));
    server.listen(port, '127.0.0.1', settle);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    origin: `http://127.0.0.1:${bound}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((settle) => server.close(settle));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function folderAt(directory: string): Promise<string> {
  const root = await realpath(resolve(directory)).catch(() => null);
  if (root !== null && (await stat(root)).isDirectory()) return root;
  throw new Problem('usage', {
    what: `There is no folder ${resolve(directory)} to serve.`,
    mend: 'Build the site first, or name the folder it is built into.',
  });
}

function cannotListen(port: number, cause: Error): Problem {
  return new Problem('usage', {
    what: `Port ${port} cannot be used: ${cause.message}.`,
    mend: 'Try again with another port.',
    cause,
  });
}

async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    refuse(response, 405, 'Only GET and HEAD.');
    return;
  }
  const { pathname, search } = new URL(request.url ?? '/', 'http://folder');
  const path = decode(pathname);
  if (path === null) {
    refuse(response, 400, 'The address is not valid.');
    return;
  }
  const found = await find(root, path);
  if (found === 'folder') {
    response.writeHead(301, { location: `${pathname.replace(/^\/{2,}/, '/')}/${search}` }).end();
    return;
  }
  const missing = found === null ? await find(root, '/404.html') : null;
  const file = found ?? (missing === 'folder' ? null : missing);
  if (file === null) {
    refuse(response, 404, 'Not found.');
    return;
  }
  response.writeHead(found === null ? 404 : 200, {
    'content-type': TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream',
    'content-length': file.sizeBytes,
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response);
}

function decode(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\0') || path.includes('\\') ? null : path;
  } catch {
    return null;
  }
}

interface Found {
  readonly path: string;
  readonly sizeBytes: number;
}

/** The file of an address, its `index.html` or its `.html`; `folder` where only a slash is missing. */
async function find(root: string, path: string): Promise<Found | 'folder' | null> {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  // Names that begin with a dot (`..`, `.git`, `.env`) are nobody's business; RFC 8615 keeps one of them for the public.
  if (steps.some((step, index) => step.startsWith('.') && !(index === 0 && step === '.well-known')))
    return null;
  const wanted = join(root, ...steps);
  if (path.endsWith('/')) return fileAt(root, join(wanted, 'index.html'));
  const file = await fileAt(root, wanted);
  if (file !== null) return file;
  if ((await fileAt(root, join(wanted, 'index.html'))) !== null) return 'folder';
  return fileAt(root, `${wanted}.html`);
}

/** Null also where a symbolic link leads out of the folder. */
async function fileAt(root: string, path: string): Promise<Found | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null || !(real === root || real.startsWith(root + sep))) return null;
  const entry = await stat(real);
  return entry.isFile() ? { path: real, sizeBytes: entry.size } : null;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
