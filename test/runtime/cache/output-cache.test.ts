// The same question about the same files is answered once, until it is too old, changed, spoiled or has to make room.
import { expect, test } from 'vitest';
import { cacheKey } from '../../../src/runtime/cache/cache-key.ts';
import { CACHE_KINDS, TIME_TO_LIVE_MS } from '../../../src/runtime/cache/cached-output.ts';
import { openOutputCache, type CacheSettings } from '../../../src/runtime/cache/output-cache.ts';
import { contextReader } from '../../../src/runtime/context/context-reader.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../../fakes/fake-processes.ts';

const ASKED = { agentDefinition: 'profiler', inputs: { diff: 'h1' }, model: 'm', tools: { lint: '1' } };

function desk(settings: Partial<CacheSettings> = {}) {
  const files = fakeKeptFiles({ '/repo/a.ts': 'one' });
  const clock = fakeClock();
  const outside = { files, clock, processes: fakeProcesses().start() };
  const open = (more: Partial<CacheSettings> = {}) =>
    openOutputCache({ directory: '/t/cache', root: '/repo', ...settings, ...more }, outside);
  return { files, clock, open };
}

test('a key depends on the agent, its inputs, the model and the tools, and on nothing else', async () => {
  const key = await cacheKey(ASKED);
  expect(await cacheKey({ ...ASKED, inputs: { ...ASKED.inputs } })).toBe(key);
  const others = [
    { ...ASKED, agentDefinition: 'other' },
    { ...ASKED, inputs: { diff: 'h2' } },
    { ...ASKED, model: null },
    { ...ASKED, tools: { lint: '2' } },
  ];
  expect(new Set([key, ...(await Promise.all(others.map(cacheKey)))]).size).toBe(5);
});

test.each(CACHE_KINDS)('an answer of kind %s lives as long as its kind', async (kind) => {
  const { open, clock } = desk();
  const cache = open();
  const key = await cacheKey(ASKED);
  await cache.put({ key, kind, output: ['found'], reads: [] });
  clock.pass(TIME_TO_LIVE_MS[kind] - 1);
  expect(await cache.get(key, kind)).toEqual({
    hit: true,
    output: ['found'],
    ageMs: TIME_TO_LIVE_MS[kind] - 1,
  });
  clock.pass(1);
  expect(await cache.get(key, kind)).toMatchObject({ hit: false, miss: 'expired' });
});

test('a file that was read and changed makes it a miss that names the file', async () => {
  const { open, files } = desk();
  const cache = open();
  const reader = contextReader('/repo', files);
  await reader.read('a.ts');
  const key = await cacheKey(ASKED);
  await cache.put({ key, kind: 'review', output: 1, reads: reader.reads() });
  expect((await cache.get(key, 'review')).hit).toBe(true);
  await files.writeText('/repo/a.ts', 'two');
  expect(await cache.get(key, 'review')).toEqual({ hit: false, miss: 'changed', changedPath: 'a.ts' });
});

test('spoiled entries are misses, and the hit rate counts them all', async () => {
  const { open, files } = desk();
  const cache = open();
  const key = await cacheKey(ASKED);
  const path = `/t/cache/${key}.json`;
  expect(cache.statistics().hitRatio).toBeNull();
  expect(await cache.get(key, 'review')).toMatchObject({ miss: 'absent' });
  await cache.put({ key, kind: 'review', output: { slow: true }, reads: [] });
  const whole = files.content.get(path) ?? '';
  for (const spoiled of [whole.slice(0, 50), whole.replace('true', 'false'), '['.repeat(500), '']) {
    files.content.set(path, spoiled);
    expect(await cache.get(key, 'review')).toMatchObject({ hit: false, miss: 'corrupt' });
  }
  files.content.set(path, whole);
  expect((await cache.get(key, 'review')).hit).toBe(true);
  expect(cache.statistics()).toMatchObject({ hits: 1, misses: { absent: 1, corrupt: 4 }, hitRatio: 1 / 6 });
  expect(await open({ refresh: true }).get(key, 'review')).toMatchObject({ miss: 'refreshed' });
});

test('the least recently used goes when there is no room', async () => {
  const { open, clock, files } = desk({ mostBytes: 3000 });
  const cache = open();
  const keys = await Promise.all(['a', 'b', 'c', 'd'].map((model) => cacheKey({ ...ASKED, model })));
  const [first = '', second = ''] = keys;
  for (const key of keys.slice(0, 3)) {
    await cache.put({ key, kind: 'review', output: 'x'.repeat(600), reads: [] });
    clock.pass(1000);
  }
  expect((await cache.get(first, 'review')).hit).toBe(true);
  clock.pass(1000);
  await cache.put({ key: keys[3] ?? '', kind: 'review', output: 'x'.repeat(600), reads: [] });
  expect((await cache.get(second, 'review')).hit).toBe(false);
  expect((await cache.get(first, 'review')).hit).toBe(true);
  const bytes = [...files.content].filter(([path]) => path.startsWith('/t/cache/') && path.endsWith('.json'));
  expect(bytes.reduce((sum, [, text]) => sum + text.length, 0)).toBeLessThanOrEqual(3000);
});
