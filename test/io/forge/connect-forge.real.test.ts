// The Action's client: patient with a bad minute, and quick to say what is wrong with a token.
import { expect, test } from 'vitest';
import { connectForge } from '../../../src/io/forge/connect-forge.ts';
import { openForgeReader } from '../../../src/io/forge/read-forge.ts';
import { startShop } from './shop.ts';

test('asks again after a bad gateway and after a short rate limit', async () => {
  await using shop = await startShop();
  const requester = connectForge(shop.token({ pull_requests: 'read' }), shop.github.origin);
  const reader = openForgeReader(requester, shop.name);
  shop.github.fail({ kind: 'status', status: 502 });
  expect((await reader.pullRequest(1)).number).toBe(1);
  shop.github.fail({ kind: 'secondary-limit', retryAfterSeconds: 1 });
  expect((await reader.pullRequest(1)).number).toBe(1);
});

test('does not wait for an hour', async () => {
  await using shop = await startShop();
  const requester = connectForge(shop.token({ pull_requests: 'read' }), shop.github.origin);
  shop.github.fail({ kind: 'secondary-limit', retryAfterSeconds: 3600 });
  await expect(openForgeReader(requester, shop.name).pullRequest(1)).rejects.toMatchObject({
    code: 'forge-unreachable',
    message: expect.stringContaining('secondary rate limit'),
  });
});

test('tells a bad token', async () => {
  await using shop = await startShop();
  const requester = connectForge('ghs_not_a_token', shop.github.origin);
  await expect(openForgeReader(requester, shop.name).pullRequest(1)).rejects.toMatchObject({
    code: 'forge-refused',
    mend: 'Give a token that is valid and has not expired.',
  });
});
