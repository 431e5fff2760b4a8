// Finds ports for the apps under test and asks them whether they are there; nothing leaves the machine.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { HttpAnswer, HttpRequest, Network } from '../ports/network.ts';
import { decodeBody, type DecodedBody } from './decode-body.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
/** A port is not given twice while this many others were given since: its first taker may not listen yet. */
const REMEMBERED_PORTS = 256;

export function loopbackNetwork(): Network {
  const given: number[] = [];

  async function freePort(): Promise<number> {
    for (;;) {
      const port = await unusedPort();
      if (given.includes(port)) continue;
      given.push(port);
      if (given.length > REMEMBERED_PORTS) given.shift();
      return port;
    }
  }

  return { freePort, request };
}

async function unusedPort(): Promise<number> {
  // `::` covers IPv4 too, so that the port is free for an app that listens on either.
  return (
    (await portOn('::')) ??
    (await portOn('127.0.0.1')) ??
    Promise.reject(new Error('No free port on this machine.'))
  );
}

function portOn(host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}

async function request(asked: HttpRequest): Promise<HttpAnswer | null> {
  const { method, url, headers, body, timeoutMs, signal, bodyLimitBytes = BODY_LIMIT_BYTES } = asked;
  const target = new URL(url);
  if (!isLoopback(target.hostname)) throw new Error(`Only this machine may be asked, not ${target.host}.`);
  if (signal?.aborted) return null;
  const { promise, resolve } = Promise.withResolvers<HttpAnswer | null>();
  const options = { method, headers: { ...headers }, agent: false, ...(signal && { signal }) };
  const outgoing = httpRequest(target, options, (incoming) => {
    void readAnswer(incoming, bodyLimitBytes).then(resolve, () => resolve(null));
  });
  const timer = setTimeout(() => outgoing.destroy(new Error('No answer in time.')), timeoutMs);
  outgoing.once('error', () => resolve(null));
  outgoing.end(body ?? undefined);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    outgoing.destroy();
  }
}

async function readAnswer(incoming: IncomingMessage, limitBytes: number): Promise<HttpAnswer> {
  const sent = await readBody(incoming, limitBytes);
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  const decoded = await decodeBody(sent, incoming.headers['content-encoding'] ?? '', limitBytes);
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: sent.bytes.toString('utf8'),
    headerLines: linesOf(incoming.rawHeaders),
    bytes: decoded.bytes,
    isCut: decoded.isCut,
  };
}

async function readBody(incoming: IncomingMessage, limitBytes: number): Promise<DecodedBody> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes.subarray(0, limitBytes - sizeBytes));
    sizeBytes += bytes.length;
    if (sizeBytes > limitBytes) break;
  }
  return { bytes: Buffer.concat(chunks), isCut: sizeBytes > limitBytes };
}

/** Node gives names and values in turn. */
function linesOf(rawHeaders: readonly string[]): [string, string][] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ''] as [string, string]] : [],
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
