// The cheapest tier a task's complexity allows; the stronger model only where our own check rejects.
import { describe, expect, test } from 'vitest';
import { cascade, type Attempt } from '../../../src/runtime/routing/cascade.ts';
import { assessComplexity, type TaskFeatures } from '../../../src/runtime/routing/complexity.ts';
import { routeTask, routingSettingsSchema } from '../../../src/runtime/routing/route-task.ts';

const EASY: TaskFeatures = {
  inputTokens: 1000,
  files: 1,
  needs: 0,
  gives: 'choice',
  crossesModules: false,
  concurrency: false,
  verifiable: true,
  criticalReasoning: false,
  security: false,
};
const MIDDLING: TaskFeatures = { ...EASY, inputTokens: 20_000, files: 8, needs: 2, gives: 'findings' };
const HARD: TaskFeatures = {
  ...MIDDLING,
  files: 30,
  gives: 'patch',
  crossesModules: true,
  concurrency: true,
};
const SETTINGS = routingSettingsSchema.parse({});

describe('complexity', () => {
  test('every point has its reason, and the points are the score', () => {
    const { score, factors } = assessComplexity(MIDDLING);
    expect(score).toBe(37);
    expect(factors.reduce((sum, { points }) => sum + points, 0)).toBe(score);
    expect(factors.map(({ id }) => id)).toEqual(['input', 'files', 'needs', 'gives:findings']);
  });

  test('the hardest task there is stays within 100', () => {
    const worst = { ...HARD, inputTokens: 1e9, files: 1e9, needs: 1e9, verifiable: false };
    expect(assessComplexity(worst).score).toBe(100);
  });
});

describe('the route', () => {
  const route = (features: TaskFeatures, settings: unknown = {}) => {
    const { tier, reviewedBy } = routeTask(
      { agent: 'profiler', features },
      routingSettingsSchema.parse(settings),
    );
    return [tier, reviewedBy];
  };

  test('follows the score', () => {
    expect(route(EASY)).toEqual(['fast', null]);
    expect(route(MIDDLING)).toEqual(['fast', 'strong']);
    expect(route(HARD)).toEqual(['strong', null]);
  });

  test('security and critical reasoning go deepest', () => {
    expect(route({ ...EASY, security: true })).toEqual(['deepest', null]);
    expect(route({ ...EASY, criticalReasoning: true })).toEqual(['deepest', null]);
  });

  test('configuration overrides all, an agent of its own most', () => {
    expect(route(HARD, { tier: 'fast' })).toEqual(['fast', null]);
    expect(route({ ...EASY, security: true }, { tier: 'fast', agents: { profiler: 'strong' } })).toEqual([
      'strong',
      null,
    ]);
    expect(route(MIDDLING, { fastBelow: 50 })).toEqual(['fast', null]);
    expect(routingSettingsSchema.safeParse({ fastBelow: 70 }).success).toBe(false);
    expect(SETTINGS).toEqual({ fastBelow: 30, reviewedBelow: 60, tier: null, agents: {} });
  });
});

describe('the cascade', () => {
  const answers = (name: string, output: number, costUsd: number): Attempt<number> => ({
    name,
    run: async () => ({ kind: 'answered', output, costUsd }),
  });
  const isEven = (output: number) =>
    output % 2 === 0 ? { accepted: true as const } : { accepted: false as const, reason: `${output} is odd` };

  test('stops at the first answer our check accepts', async () => {
    const result = await cascade([answers('small', 2, 0.01), answers('large', 4, 0.2)], isEven);
    expect(result).toMatchObject({ output: 2, acceptedFrom: 'small', costUsd: 0.01 });
  });

  test('the stronger one is told what was rejected, and both are paid for', async () => {
    const told: (string | null)[] = [];
    const large: Attempt<number> = {
      name: 'large',
      run: async (earlier) => {
        told.push(...earlier.map(({ rejected }) => rejected));
        return { kind: 'answered', output: 4, costUsd: 0.25 };
      },
    };
    const result = await cascade([answers('small', 3, 0.5), large], isEven);
    expect(told).toEqual(['3 is odd']);
    expect(result).toMatchObject({ output: 4, acceptedFrom: 'large', costUsd: 0.75 });
  });

  test('none accepted, or none allowed to answer, is a result too', async () => {
    const refused: Attempt<number> = {
      name: 'large',
      run: async () => ({ kind: 'unanswered', reason: 'the cap of the run', costUsd: 0 }),
    };
    expect(await cascade([answers('small', 3, 0.5), refused], isEven)).toEqual({
      output: null,
      acceptedFrom: null,
      costUsd: 0.5,
      tried: [
        { name: 'small', costUsd: 0.5, output: 3, rejected: '3 is odd' },
        { name: 'large', costUsd: 0, output: null, rejected: 'the cap of the run' },
      ],
    });
  });
});
