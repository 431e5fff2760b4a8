// The migration a review wrote becomes a patch that adds it, and nothing where there is none.
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/compare/finding.ts';
import { proposeFixes } from '../../../src/crew/codemods/propose-fixes.ts';
import { proposalSchema } from '../../../src/crew/proposal.ts';

const finding: Finding = {
  document: 'finding',
  version: 1,
  id: 'a',
  kind: 'index-lost',
  gate: 'query',
  target: 'orders of a customer',
  severity: 'error',
  title: 'The plan lost its index',
  detail: [
    'This index serves it: CREATE INDEX CONCURRENTLY orders_customer_idx ON public.orders (customer_id);',
    "As a migration (golang-migrate), among the run's files: db/7_add.up.sql",
  ].join('\n'),
  location: { path: 'db/6_drop.up.sql', line: 2, side: 'head' },
  evidence: { base: null, head: null },
};

const up = {
  path: 'db/7_add.up.sql',
  text: 'CREATE INDEX CONCURRENTLY orders_customer_idx ON public.orders (customer_id);\n',
};
const down = { path: 'db/7_add.down.sql', text: 'DROP INDEX CONCURRENTLY orders_customer_idx;\n' };

test('all files of the advised migration are added, once', async () => {
  const [proposal, ...others] = await proposeFixes({
    files: [],
    reviewFindings: [finding, { ...finding, id: 'b' }],
    indexAdvice: [up, down, { path: 'db/8_other.up.sql', text: '' }],
  });
  expect(others).toEqual([]);
  expect(proposalSchema.parse(proposal)).toMatchObject({
    kind: 'create-index',
    targets: ['orders of a customer'],
  });
  // The patch is that migration; readers of it need no way to another copy.
  expect(proposal?.why).toContain('This index serves it');
  expect(proposal?.why).not.toContain('among the run');
  expect(proposal?.patch.match(/^\+.*/gm)).toEqual([
    '+++ b/db/7_add.up.sql',
    `+${up.text.trim()}`,
    '+++ b/db/7_add.down.sql',
    `+${down.text.trim()}`,
  ]);
});

test('advice that lies nowhere is no patch', async () => {
  expect(await proposeFixes({ files: [], reviewFindings: [finding], indexAdvice: [] })).toEqual([]);
});
