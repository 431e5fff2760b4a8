// When production is asked at all, and what a missing login and an interruption make of it.
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { withProduction } from '../../src/run/with-production.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { buildReport } from '../report/build-report.ts';

const { plan } = buildReport();
const gates = [
  { gate: 'load', subset: 'all', targets: ['GET /'], required: true, reason: '', estimatedMinutes: 1 },
] as const;
const asksRoute = { ...plan, gates };

const ROUTE = 'app: { start: node server.js }\ntargets: { routes: [{ path: / }] }\n';
const PRODUCTION = 'production: { prometheus: { url: "http://127.0.0.1:1", token_env: PROM_TOKEN } }\n';

function outside(environment: Record<string, string>, signal = new AbortController().signal) {
  return { environment, clock: fakeClock(), log: fakeLog(), signal };
}

test.each([
  ['nobody configured it', asksRoute, ROUTE],
  ['no planned gate asks a route', { ...plan, gates: [] }, ROUTE + PRODUCTION],
])('the plan stays as it is where %s', async (_, given, text) => {
  const place = outside({});
  expect(await withProduction(given, parseConfig(text), place)).toBe(given);
  expect(place.log.lines).toEqual([]);
});

test('a login that is not there is one line with what to set', async () => {
  const place = outside({});
  const planned = await withProduction(asksRoute, parseConfig(ROUTE + PRODUCTION), place);
  expect(planned.production).toMatchObject({ status: 'failed', mend: expect.stringContaining('PROM_TOKEN') });
  expect(place.log.lines).toEqual([
    expect.stringMatching(/^warn No traffic from production.*PROM_TOKEN.*not set here\. Set PROM_TOKEN/),
  ]);
});

test('an interruption is no failure of production', async () => {
  const interruption = new AbortController();
  interruption.abort(new Error('Ctrl-C'));
  const place = outside({ PROM_TOKEN: 'x' }, interruption.signal);
  await expect(withProduction(asksRoute, parseConfig(ROUTE + PRODUCTION), place)).rejects.toThrow('Ctrl-C');
  expect(place.log.lines).toEqual([]);
});
