import { expect, it } from 'vitest';
import { openStudy } from '../../../src/crew/work/study.ts';
import { shopStudy } from '../agents/shop-study.ts';

it('replays the traffic it is handed, where it would have to guess otherwise', async () => {
  const { workshop } = shopStudy();
  const requests = Array.from({ length: 600 }, (_, second) => ({
    method: 'GET',
    path: `/api/recommendations?limit=${second % 2 === 0 ? 4 : 8}`,
    atMs: second * 1000,
  }));
  const hitRateOf = async (study: ReturnType<typeof openStudy>) =>
    (await study.cacheDesign()).entries.find(({ route }) => route === 'GET /api/recommendations')?.hitRate;
  expect(await hitRateOf(openStudy(workshop))).toMatchObject({ basis: 'modelled' });
  const replayed = await hitRateOf(openStudy({ ...workshop, requests }));
  expect(replayed).toMatchObject({ basis: 'replayed' });
  // Each of two keys is made anew about every thirtieth second of its own.
  expect(replayed?.low).toBeGreaterThan(0.9);
});
