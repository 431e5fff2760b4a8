// Lighthouse's budget.json: which budget is meant for a page, and what it says of head.
import { describe, expect, it } from 'vitest';
import { budgetFor, parseBudgets } from '../../../src/measure/page/lighthouse-budgets.ts';
import { observeBudgets, type PageState } from '../../../src/measure/page/observe-budgets.ts';
import { facts, sample, script } from './facts.ts';

function state(scriptBytes: number, lcpMs: number): PageState {
  const requests = [script('/app.js', scriptBytes), script('https://cdn.example/lib.js', 1024)];
  return {
    samples: [sample({ requests })],
    facts: [facts({ audits: { 'largest-contentful-paint': lcpMs } })],
  };
}

function observe(budgets: unknown, base: PageState, head: PageState) {
  const read = parseBudgets(JSON.stringify(budgets));
  return observeBudgets({ path: 'budget.json', read }, { pagePath: '/shop?page=1', base, head });
}

describe('observeBudgets', () => {
  it('is an error where only head is over it, a warning where base is as well, and nothing where both keep it', () => {
    const budgets = [
      {
        path: '/*',
        resourceSizes: [{ resourceType: 'script', budget: 10 }],
        resourceCounts: [
          { resourceType: 'third-party', budget: 0 },
          { resourceType: 'total', budget: 2 },
        ],
        timings: [{ metric: 'largest-contentful-paint', budget: 2000 }],
      },
    ];
    const found = observe(budgets, state(5 * 1024, 1900), state(19 * 1024, 2100.4));
    expect(found.map(({ side, severity, title }) => `${severity} ${side}: ${title}`)).toEqual([
      'error head: Size of script resources: 20 KiB of 10 KiB allowed (6 KiB on base)',
      'warning both: Number of third-party resources: 1 of 0 allowed (1 on base)',
      "error head: Lighthouse's largest-contentful-paint: 2100 ms of 2000 ms allowed (1900 ms on base)",
    ]);
    expect(found.every(({ kind }) => kind === 'budget-exceeded')).toBe(true);
  });

  it("does not count hosts of one's own as third parties", () => {
    const budgets = [
      {
        options: { firstPartyHostnames: ['*.example'] },
        resourceCounts: [{ resourceType: 'third-party', budget: 0 }],
      },
    ];
    expect(observe(budgets, state(1, 1), state(1, 1))).toEqual([]);
  });

  it.each([
    ['no list', '{"resourceSizes": []}', 'the whole: '],
    ['no JSON', '[{', 'JSON'],
    [
      'an unknown type',
      '[{"resourceSizes":[{"resourceType":"scripts","budget":1}]}]',
      '0.resourceSizes.0.resourceType',
    ],
    ['a pattern that cannot be', '[{"path":"shop"}]', '0.path: must begin with "/"'],
  ])('says what is wrong with %s', (_, text, complaint) => {
    const file = { path: 'budget.json', read: parseBudgets(text) };
    const question = { pagePath: '/', base: state(1, 1), head: state(1, 1) };
    expect(observeBudgets(file, question)).toMatchObject([
      { kind: 'budgets-unreadable', severity: 'warning', detail: expect.stringContaining(complaint) },
    ]);
  });
});

it.each([
  ['/', '/shop', true],
  ['/shop', '/shop/1', true],
  ['/shop$', '/shop/1', false],
  ['/shop/*/edit', '/shop/1/edit/2', true],
  ['/shop/*/edit$', '/shop/1/edit/2', false],
  ['/*.html$', '/a/b.html', true],
  ['/cart', '/shop', false],
])('the budget of %s for %s: %s', (path, page, isMeant) => {
  const read = parseBudgets(JSON.stringify([{ path }]));
  if (read.status !== 'read') throw new Error(read.complaint);
  expect(budgetFor(read.budgets, page) !== null).toBe(isMeant);
});

it('takes the last of several that match', () => {
  const read = parseBudgets('[{"path":"/"},{"path":"/shop"},{"path":"/cart"}]');
  if (read.status !== 'read') throw new Error(read.complaint);
  expect(budgetFor(read.budgets, '/shop')?.path).toBe('/shop');
});
