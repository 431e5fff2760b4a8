// The shop's slow branch, mended by rule: the same answers as before, and its own tests pass.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proposeFixes } from '../../../src/crew/codemods/propose-fixes.ts';
import { checkOut } from './apply-patches.ts';

const SHOP = join(import.meta.dirname, '../../../examples/shop');
const read = (folder: string) =>
  globSync('{lib,public,test}/**/*.{js,html}', { cwd: join(SHOP, folder) }).map(
    (path) => [path, readFileSync(join(SHOP, folder, path), 'utf8')] as const,
  );
const files = [...new Map([...read('good'), ...read('slow')])].map(([path, text]) => ({ path, text }));

test('three of its causes are mended, and one more lookup', async () => {
  const proposals = await proposeFixes({ files });
  expect(
    proposals.map(({ kind, location }) => `${kind} ${location?.path}:${location?.line}`).toSorted(),
  ).toEqual([
    'defer-script public/index.html:10',
    'memo-fields lib/similarity.js:5',
    'one-query lib/orders.js:25',
    'set-lookup lib/similarity.js:3',
  ]);
});

/** One statement per order before, one for all after; products alike as before, also when one is edited meanwhile. */
const SCRIPT = `
  import { createOrders } from './lib/orders.js';
  import { prepare, recommend } from './lib/recommendations.js';
  const asked = [];
  const items = [[1, 'Lamp'], [2, 'Rug'], [1, 'Oak'], [2, 'Clock']].map(([order_id, name]) => ({ order_id, name, quantity: 1, price_cents: 5 }));
  const database = { async query(text, values) {
    asked.push(text.includes('order_items') ? 'items' : 'orders');
    if (!text.includes('order_items')) return [{ id: '2' }, { id: 1 }, { id: 2 }, { id: 9 }];
    return items.filter(({ order_id }) => values.flat().map(Number).includes(order_id));
  } };
  const orders = await createOrders(database).latest(1);
  const products = prepare(['oak table', 'oak chair', 'the lamp of oak', 'rug'].map((name, id) => ({ id, name, description: name, attributes: '{"room":"' + (id % 2) + '"}', price_cents: id })));
  const before = recommend(products, new Set([0, 1]), 9);
  products[2].name = 'table chair';
  const after = recommend(products, new Set([0, 1]), 9);
  console.log(JSON.stringify({ answers: { orders, before, after }, asked: asked.length }));
`;

test('what it answers stays the same, its own tests too', async () => {
  using checkout = checkOut(files);
  cpSync(join(SHOP, 'good/package.json'), join(checkout.folder, 'package.json'));
  cpSync(join(SHOP, 'good/db'), join(checkout.folder, 'db'), { recursive: true });
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, args, {
      cwd: checkout.folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
  // The driver is not installed here: nothing of this needs a server.
  const stub = (text: string): string => text.replace("import pg from 'pg';", 'const pg = {};');
  const database = checkout.read('lib/database.js') ?? '';
  checkout.write('lib/database.js', stub(database));
  const answers = (): { readonly answers: unknown; readonly asked: number } =>
    JSON.parse(run('--input-type=module', '--eval', SCRIPT));
  const slow = answers();
  // Both mend similarity.js, some lines apart from each other's.
  let left = files;
  for (let round = 0; round < 4; round += 1) {
    const [proposal] = await proposeFixes({ files: left });
    if (proposal === undefined) break;
    checkout.apply(proposal.patch);
    left = files.map(({ path }) => ({ path, text: checkout.read(path) ?? '' }));
  }
  expect(await proposeFixes({ files: left })).toEqual([]);
  const mended = answers();
  expect(mended.answers).toEqual(slow.answers);
  expect([slow.asked, mended.asked]).toEqual([5, 2]);
  expect(run('--test')).toContain('fail 0');
});
