// Real sockets on loopback.
import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { text } from 'node:stream/consumers';
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
