// Stands between the app and its Postgres server and looks on: every byte goes through unchanged, in an app of any language.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createConversation } from './conversation.ts';
import { createStatementStore } from './statement-store.ts';
import type { WireProxy } from '../../ports/sql-capture.ts';

export interface WireProxyOptions {
  /** Of the real server, as the app would have had it. */
  readonly serverUrl: string;
  /** Statements kept between two takes; beyond it a sample. */
  readonly capacity?: number;
  readonly random?: () => number;
}

const CAPACITY = 50_000;
const MAX_BODY_BYTES = 64 * 1024;
const STARTUP_BYTES = 8;
/** Requests for encryption, with their length, as a client's very first bytes. Source: "Message Formats". */
const ENCRYPTION_CODES = new Set([80_877_103, 80_877_104]);
const NOT_ENCRYPTED = Buffer.from('N');

export async function openWireProxy(options: WireProxyOptions): Promise<WireProxy> {
  const store = createStatementStore(options.capacity ?? CAPACITY, options.random ?? Math.random);
  const target = new URL(options.serverUrl);
  const open = new Set<Socket>();
  const track = (socket: Socket): void => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (client) => {
    track(client);
    void afterEncryption(client).then((first) => {
      if (first === null || client.destroyed) return client.destroy();
      const upstream = connect({ ...addressOf(target), allowHalfOpen: true, noDelay: true });
      track(upstream);
      const conversation = createConversation({ maxBodyBytes: MAX_BODY_BYTES, onStatement: store.add });
      join(client, upstream, conversation.fromClient);
      join(upstream, client, conversation.fromServer);
      client.unshift(first);
      return undefined;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = new URL(options.serverUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    take: store.take,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** The first bytes that are no wish for encryption: those are answered with no, which every client takes unless told otherwise. */
async function afterEncryption(client: Socket): Promise<Buffer | null> {
  let bytes = Buffer.alloc(0);
  client.on('error', () => client.destroy());
  while (bytes.length < STARTUP_BYTES) {
    const chunk: Buffer | null = client.read() as Buffer | null;
    if (chunk === null) {
      if (client.readableEnded || client.destroyed) return null;
      await Promise.race([once(client, 'readable'), once(client, 'close')]).catch(() => null);
      continue;
    }
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= STARTUP_BYTES && ENCRYPTION_CODES.has(bytes.readInt32BE(4))) {
      client.write(NOT_ENCRYPTED);
      bytes = bytes.subarray(STARTUP_BYTES);
    }
  }
  return bytes;
}

/** `pipe` waits where the other side is slow; whoever looks on sees each chunk before the answer to it can come. */
function join(from: Socket, to: Socket, look: (chunk: Buffer, atMs: number) => void): void {
  from.on('data', (chunk: Buffer) => look(chunk, performance.timeOrigin + performance.now()));
  from.on('error', () => to.destroy());
  from.on('close', () => {
    if (!from.readableEnded) to.destroy();
  });
  from.pipe(to);
}

function addressOf(
  target: URL,
): { readonly host: string; readonly port: number } | { readonly path: string } {
  const port = Number(target.port === '' ? 5432 : target.port);
  const host = target.searchParams.get('host') ?? decodeURIComponent(target.hostname);
  return host.startsWith('/')
    ? { path: `${host}/.s.PGSQL.${port}` }
    : { host: host.replace(/^\[|\]$/g, ''), port };
}
