// Real sockets on loopback.
import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/io/clock.ts';
import { loopbackNetwork } from '../../../src/io/network.ts';
import { clockContract } from '../../ports/clock.contract.ts';
import { networkContract } from '../../ports/network.contract.ts';

const servers: { close(): unknown }[] = [];
afterAll(() => servers.forEach((server) => server.close()));

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

describe('the contract of the clock', () => {
  clockContract(systemClock);
});

describe('the contract of the network', () => {
  networkContract(() => ({
    network: loopbackNetwork(),
    async serve(answer) {
      const server = createServer((request, response) => {
        void text(request).then((body) => {
          const given = answer({ method: request.method ?? '', body });
          if (given) response.writeHead(given.status, given.headers).end(given.body);
        });
      });
      return `http://127.0.0.1:${await listen(server)}`;
    },
  }));
});

test('an app may listen on the free port', async () => {
  const port = await loopbackNetwork().freePort();
  const server = createSocketServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  expect(server.listening).toBe(true);
});

test('a server that hangs up or talks nonsense is nobody', async () => {
  const network = loopbackNetwork();
  for (const reply of ['', 'SSH-2.0-OpenSSH\r\n']) {
    const server = createSocketServer((socket) => socket.end(reply));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const url = `http://127.0.0.1:${port}/`;
    expect(await network.request({ method: 'GET', url, headers: {}, body: null, timeoutMs: 500 })).toBeNull();
  }
});

test('nothing leaves the machine', async () => {
  const request = { method: 'GET', url: 'http://example.com/', headers: {}, body: null, timeoutMs: 500 };
  await expect(loopbackNetwork().request(request)).rejects.toThrow('Only this machine may be asked');
});

describe('an answer byte for byte', () => {
  const ask = async (headers: Record<string, string | string[]>, body: Buffer, bodyLimitBytes = 1_000) => {
    const server = createServer((_, response) => response.writeHead(200, headers).end(body));
    const url = `http://127.0.0.1:${await listen(server)}/`;
    const request = { method: 'GET', url, headers: {}, body: null, timeoutMs: 5_000, bodyLimitBytes };
    const answer = await loopbackNetwork().request(request);
    if (answer?.bytes === undefined) throw new Error('no answer');
    return { ...answer, bytes: Buffer.from(answer.bytes) };
  };
  const content = Buffer.from([0, 255, 254, 10, 200]);

  test.each<[string, (content: Buffer) => Buffer]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['identity', (plain) => plain],
    ['unheard-of', (plain) => plain],
  ])('%s is undone', async (encoding, encode) => {
    expect(await ask({ 'content-encoding': encoding }, encode(content))).toMatchObject({
      bytes: content,
      isCut: false,
    });
  });

  test('what is no gzip comes as it is, what breaks off is cut', async () => {
    expect((await ask({ 'content-encoding': 'gzip' }, content)).bytes).toEqual(content);
    const long = Buffer.from('abcdefgh'.repeat(40_000));
    const half = gzipSync(long, { level: 0 }).subarray(0, 200_000);
    expect(await ask({ 'content-encoding': 'gzip' }, half, 1_000_000)).toMatchObject({ isCut: true });
  });

  test('neither a long body nor one that grows when decoded is read beyond the limit', async () => {
    const long = Buffer.alloc(5_000_000, 'a');
    for (const [headers, body] of [
      [{}, long],
      [{ 'content-encoding': 'gzip' }, gzipSync(long)],
    ] as const) {
      const { bytes, isCut } = await ask(headers, body, 10_000);
      expect({ sizeBytes: bytes.length, isCut }).toEqual({ sizeBytes: 10_000, isCut: true });
    }
  });

  test('cookies stay apart', async () => {
    const cookies = ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2; HttpOnly'];
    const { headerLines = [] } = await ask({ 'Set-Cookie': cookies }, content);
    expect(headerLines.filter(([name]) => name === 'set-cookie').map(([, value]) => value)).toEqual(cookies);
  });
});

test('an aborted request is nobody', async () => {
  const server = createServer(() => controller.abort());
  const controller = new AbortController();
  const url = `http://127.0.0.1:${await listen(server)}/`;
  const request = {
    method: 'GET',
    url,
    headers: {},
    body: null,
    timeoutMs: 60_000,
    signal: controller.signal,
  };
  expect(await loopbackNetwork().request(request)).toBeNull();
  expect(await loopbackNetwork().request(request)).toBeNull();
});
