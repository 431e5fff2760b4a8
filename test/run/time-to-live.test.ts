// What the configuration says of caching is what the cache goes by.
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { timeToLiveMs } from '../../src/run/time-to-live.ts';
import { cacheKey } from '../../src/runtime/cache/cache-key.ts';
import { TIME_TO_LIVE_MS } from '../../src/runtime/cache/cached-output.ts';
import { openOutputCache } from '../../src/runtime/cache/output-cache.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../fakes/fake-processes.ts';

test('the defaults are the shipped times', () => {
  expect(timeToLiveMs(configSchema.parse({}))).toEqual(TIME_TO_LIVE_MS);
});

test('an hour less is an hour less, and 0 asks each time', async () => {
  const clock = fakeClock();
  const outside = { files: fakeKeptFiles(), clock, processes: fakeProcesses().start() };
  const times = timeToLiveMs(
    configSchema.parse({ crew: { caching: { review_hours: 23, security_hours: 0 } } }),
  );
  const cache = openOutputCache({ directory: '/t/cache', root: '/repo', timeToLiveMs: times }, outside);
  const key = await cacheKey({ agentDefinition: 'a', inputs: {}, model: null, tools: {} });
  await cache.put({ key, kind: 'security', output: 1, reads: [] });
  expect(await cache.get(key, 'security')).toMatchObject({ hit: false, miss: 'expired' });
  await cache.put({ key, kind: 'review', output: 1, reads: [] });
  expect((await cache.get(key, 'review')).hit).toBe(true);
  clock.pass(23 * 3_600_000);
  expect(await cache.get(key, 'review')).toMatchObject({ hit: false, miss: 'expired' });
});
