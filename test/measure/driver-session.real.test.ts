// The load driver as it is asked in a review: one process, many rounds, and another process after it died.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { openDriver } from '../../src/measure/driver-session.ts';
import { loadAnswerSchema } from '../../src/ports/load-driver.ts';
import type { Conversation } from '../../src/ports/shell.ts';
import { realWorld } from './load/gauge-context.ts';

const TIMEOUT_MS = 60_000;

it('answers round after round from one process, and every request it sends is answered', async () => {
  let inFlight = 0;
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    inFlight += 1;
    setTimeout(() => {
      inFlight -= 1;
      response.end();
    }, 20);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const world = realWorld();
  const opened: Conversation[] = [];
  const shell: typeof world.shell = {
    ...world.shell,
    async converse(command, options) {
      const conversation = await world.shell.converse(command, options);
      opened.push(conversation);
      return conversation;
    },
  };
  await using driver = openDriver(
    { ...world, shell },
    { driver: 'load-driver', directory: import.meta.dirname },
  );
  const job = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    method: 'GET',
    headers: {},
    body: null,
    connections: 3,
    leadInMs: 0,
    durationMs: 60,
    minimumRequests: 1,
    maximumMs: 5_000,
  };
  try {
    for (let round = 1; round <= 3; round += 1) {
      requests = 0;
      const told = await driver.ask(job, loadAnswerSchema, TIMEOUT_MS);
      expect(told).toMatchObject({ status: 'answered', answer: { errors: 0, non2xx: 0, served: requests } });
      expect(inFlight).toBe(0);
    }
    expect(opened).toHaveLength(1);
    const failed = await driver.ask({ nonsense: true }, loadAnswerSchema, TIMEOUT_MS);
    expect(failed).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('The load driver ended without an answer:'),
    });
    expect(await driver.ask(job, loadAnswerSchema, TIMEOUT_MS)).toMatchObject({ status: 'answered' });
    expect(opened).toHaveLength(2);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
