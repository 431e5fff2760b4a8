// A shop with logins, written as such shops are: a design that looks at parameters alone would show one customer the data of another.
import { describe, expect, test } from 'vitest';
import { designCache } from '../../../../src/crew/tools/caching/design-cache.ts';

const SERVER = `
import express from 'express';
import { requireLogin, withViewer } from './lib/session.js';
import * as invoices from './lib/invoices.js';
import { catalogue } from './routes/catalogue.js';
import { cartOf } from './lib/cart.js';
import { pool } from './lib/pool.js';
import { render } from 'some-renderer';
const app = express();
app.use(withViewer);
app.get('/api/summary', async (req, res) => res.json(await invoices.summary()));
app.get('/api/offers', async (req, res) => res.json(await offersFor(req)));
app.get('/api/mini', async (req, res) => res.json(await cartOf(req)));
app.get('/api/invoices/:id', requireLogin, async (req, res) => res.json(await invoices.one(req.params.id, req.viewer.id)));
app.get('/api/feed', async (req, res) => res.json(await pool.query('SELECT id, body FROM posts ORDER BY id')));
app.get('/api/balance', async (req, res) => res.json(await pool.query("SELECT sum(cents) FROM ledger WHERE holder = current_setting('app.user')")));
app.get('/api/prices', async (req, res) => res.json(await pool.query('SELECT * FROM prices WHERE tier = $1', [req.headers['x-tier']])));
app.get('/api/banner', async (req, res) => res.json(await render(req)));
app.get('/api/hello', async (req, res) => { res.cookie('seen', '1'); res.json(await pool.query('SELECT text FROM greetings')); });
app.get('/api/draw', async (req, res) => res.json({ rows: await pool.query('SELECT id FROM prizes'), pick: Math.random() }));
app.get('/api/open', async (req, res) => res.json(await pool.query('SELECT id FROM auctions WHERE ends_at > now()')));
app.get('/api/articles/:id', async (req, res) => res.json(await pool.query('UPDATE articles SET views = views + 1 WHERE id = $1 RETURNING title', [req.params.id])));
app.post('/api/search', async (req, res) => res.json(await pool.query('SELECT id FROM products')));
app.use('/shop', catalogue);

async function offersFor(request) {
  const { country } = request.query;
  const segment = request.cookies.segment;
  return pool.query('SELECT * FROM offers WHERE country = $1 AND segment = $2', [country, segment]);
}
`;
const FILES = [
  { path: 'server.js', text: SERVER },
  {
    path: 'lib/session.js',
    text: `import { AsyncLocalStorage } from 'node:async_hooks';
const storage = new AsyncLocalStorage();
export function withViewer(req, res, next) {
  storage.run({ id: req.signedCookies.viewer }, next);
}
export function requireLogin(req, res, next) {
  if (!req.signedCookies.viewer) return res.status(401).end();
  req.viewer = { id: req.signedCookies.viewer };
  next();
}
export const viewerId = () => storage.getStore()?.id;
`,
  },
  {
    path: 'lib/invoices.js',
    text: `import { pool } from './pool.js';
import { viewerId } from './session.js';
export async function summary() {
  return pool.query('SELECT count(*), sum(cents) FROM invoices WHERE payer = $1', [viewerId()]);
}
export async function one(id, viewer) {
  return pool.query('SELECT * FROM invoices WHERE id = $1 AND account_id = $2', [id, viewer]);
}
`,
  },
  {
    path: 'lib/cart.js',
    text: `import { pool } from './pool.js';
const idOf = (r) => r.cookies.basket;
export async function cartOf(r) {
  const id = idOf(r);
  return pool.query('SELECT * FROM cart_lines WHERE cart = $1', [id]);
}
`,
  },
  { path: 'lib/pool.js', text: "import pg from 'pg';\nexport const pool = new pg.Pool();\n" },
  {
    path: 'routes/catalogue.js',
    text: `import { Router } from 'express';
import { pool } from '../lib/pool.js';
export const catalogue = Router();
const LIST = 'SELECT id, name FROM available WHERE category = $1 ORDER BY name';
catalogue.get('/products', async (req, res) => res.json(await pool.query(LIST, [req.query.category])));
catalogue.put('/products/:id', async (req, res) => res.json(await pool.query('UPDATE products SET name = $1 WHERE id = $2', [req.body.name, req.params.id])));
catalogue.delete('/makers/:id', async (req, res) => res.json(await pool.query('DELETE FROM makers WHERE id = $1', [req.params.id])));
`,
  },
  {
    path: 'db/schema.sql',
    text: `CREATE TABLE makers (id int PRIMARY KEY);
CREATE TABLE products (id int PRIMARY KEY, name text, maker int REFERENCES makers ON DELETE CASCADE, stock int, category text);
CREATE VIEW available AS SELECT * FROM products WHERE stock > 0;
CREATE TABLE posts (id int, body text);
CREATE POLICY friends ON posts USING (true);
CREATE FUNCTION take() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE products SET stock = stock - 1 WHERE id = NEW.product_id;
  RETURN NEW;
END $$;
CREATE TRIGGER take_stock AFTER INSERT ON order_lines FOR EACH ROW EXECUTE FUNCTION take();
`,
  },
  { path: 'jobs/orders.py', text: 'db.execute("INSERT INTO order_lines (product_id) VALUES (%s)", [id])\n' },
];

const design = await designCache({ application: 'shop', files: FILES });
const routeOf = (route: string) => design.routes.find((each) => each.route === route);

describe('what is somebody’s own is never cached', () => {
  test.each([
    ['GET /api/summary', 'a store of the running request, two calls deep', 'personal', 'lib/session.js', 11],
    ['GET /api/offers', 'a cookie, in a function that gets the request', 'personal', 'server.js', 28],
    ['GET /api/mini', 'a cookie, in another file, under another name', 'personal', 'lib/cart.js', 2],
    ['GET /api/invoices/:id', 'an owner in the statement', 'personal', 'lib/invoices.js', 7],
    ['GET /api/feed', 'row security', 'personal', 'server.js', 15],
    ['GET /api/balance', 'a setting of the connection', 'personal', 'server.js', 16],
    ['GET /api/prices', 'a header of their own', 'personal', 'server.js', 17],
    ['GET /api/hello', 'a cookie that it sets', 'personal', 'server.js', 19],
    ['GET /api/banner', 'the whole request given to a library', 'unseen-request-use', 'server.js', 18],
    ['GET /api/draw', 'chance', 'time-or-chance', 'server.js', 20],
    ['GET /api/open', 'the time in a statement', 'time-or-chance', 'server.js', 21],
    ['GET /api/articles/:id', 'a write in a GET', 'writes', 'server.js', 22],
  ])('%s: %s', (route, _, kind, path, line) => {
    expect(routeOf(route)).toMatchObject({ decision: 'never' });
    expect(routeOf(route)?.reasons).toContainEqual(
      expect.objectContaining({ kind, location: { path, line, side: 'head' } }),
    );
  });

  test('nothing but the public list has an entry', () => {
    expect(design.entries.map(({ route }) => route)).toEqual(['GET /shop/products']);
    expect(routeOf('POST /api/search')?.decision).toBe('never');
  });
});

test('behind a check it stays out of what stands before the check', () => {
  expect(routeOf('GET /shop/products')).toMatchObject({ decision: 'consider', audience: 'public' });
  expect(routeOf('GET /shop/products')?.reasons.map(({ kind }) => kind)).toContain('guarded');
  expect(design.entries[0]?.layers.map(({ layer }) => layer)).not.toContain('http');
});

test('views, cascades, triggers and other languages reach its rules', () => {
  const rule = design.rules.find(({ table }) => table === 'products');
  expect(rule?.drop).toBe('shop:v1:shop.products:*');
  expect(rule?.writes.map(({ kind, location }) => `${kind} ${location?.path}:${location?.line}`)).toEqual(
    expect.arrayContaining([
      'update routes/catalogue.js:6',
      'delete routes/catalogue.js:7',
      'update jobs/orders.py:1',
      'update db/schema.sql:6',
    ]),
  );
});

test.each([
  [
    'a table that is named when it runs',
    'export const set = (db, table) => db.query(`UPDATE ${table} SET a = 1`);',
  ],
  ['a mapper that writes its own statements', "import { PrismaClient } from '@prisma/client';"],
])('%s hides writes, so nothing is cached', async (_, text) => {
  const hidden = await designCache({
    application: 'shop',
    files: [...FILES, { path: 'lib/other.js', text }],
  });
  expect(hidden.entries).toEqual([]);
  expect(hidden.blindSpots).toEqual([
    { text: expect.any(String), location: { path: 'lib/other.js', line: 1, side: 'head' } },
  ]);
});

test('a route whose code is not among the files is left alone', async () => {
  const route = { method: 'GET', path: '/api/elsewhere', requestsPerSecond: 5, durationMs: 80 };
  const { routes, entries } = await designCache({ application: 'shop', files: [], routes: [route] });
  expect(entries).toEqual([]);
  expect(routes[0]?.reasons).toContainEqual(expect.objectContaining({ kind: 'unseen-handler' }));
});
