// Who weighs what: the configuration first, then production, then nobody.
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { applyWeights } from '../../src/plan/apply-weights.ts';
import type { GatePlan } from '../../src/plan/gate-plan.ts';

const config = configSchema.parse({
  app: { start: 'node server.js' },
  targets: { routes: [{ path: '/own', weight: 3 }, { path: '/busy' }, { path: '/unknown' }] },
});

const baseline = {
  document: 'production-baseline',
  version: 1,
  window: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-08T00:00:00.000Z', stepMs: 3_600_000 },
  metric: null,
  routes: [],
  unmatched: [],
  unmatchedLeftOut: 0,
  coverage: null,
} as const;

test.each<[string, GatePlan['production'], readonly (number | undefined)[]]>([
  ['was not asked', undefined, [3, undefined, undefined]],
  ['did not answer', { status: 'failed', reason: 'no', mend: 'yes' }, [3, undefined, undefined]],
  [
    'says more than was asked',
    {
      status: 'read',
      baseline,
      weights: [
        { target: 'GET /busy', weight: 1.5 },
        { target: 'GET /own', weight: 9 },
        { target: 'GET /gone', weight: 9 },
      ],
    },
    [3, 1.5, undefined],
  ],
])('where production %s', (_, production, weights) => {
  const applied = applyWeights(config, production === undefined ? {} : { production });
  expect(applied.targets.routes.map(({ weight }) => weight)).toEqual(weights);
});
