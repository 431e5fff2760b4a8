// `perfcrew explain` on a real app and a real database: what is asked, what it costs, what helps.
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema, type Config } from '../../src/config/config.ts';
import { explain } from '../../src/explain/explain.ts';
import { explanationSchema, type Explanation } from '../../src/explain/explanation.ts';
import type { Subject } from '../../src/explain/read-subject.ts';
import { renderExplanation } from '../../src/explain/render-explanation.ts';
import { loopbackNetwork } from '../../src/io/network.ts';
import { openSqlCapture } from '../../src/io/sql-capture/open-sql-capture.ts';
import type { DatabaseCluster } from '../../src/ports/databases.ts';
import type { World } from '../../src/ports/world.ts';
import { realWorld, type RealWorld } from '../measure/databases/real-world.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = {
  'lib/ask.mjs': `import pg from 'pg';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
export const ask = async (sql, values) => (await pool.query(sql, values)).rows;
`,
  'server.mjs': `import { createServer } from 'node:http';
import { ask } from './lib/ask.mjs';
createServer(async (request, response) => {
  if (request.url === '/health') return response.end('ok');
  const orders = await ask('SELECT id FROM orders WHERE state = $1 ORDER BY id LIMIT 20', ['open']);
  for (const order of orders) {
    order.items = await ask('SELECT id, code FROM items WHERE order_id = $1', [order.id]);
  }
  return response.end(JSON.stringify(orders));
}).listen(process.env.PORT);
`,
  'q/items.sql': '-- of one order\nSELECT code FROM items WHERE order_id = $1;\n',
  'db/schema.sql': `CREATE TABLE orders (id int PRIMARY KEY, state text NOT NULL);
    CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, code text NOT NULL);`,
  'db/seed.sql': `INSERT INTO orders SELECT i, CASE WHEN i % 2 = 0 THEN 'open' ELSE 'closed' END FROM generate_series(1, 2000) AS i;
    INSERT INTO items SELECT i, 1 + i % 2000, repeat('c', 60) || i FROM generate_series(1, 30000) AS i;`,
};

let real: RealWorld;
let world: World;
let directory: string;
let logsDirectory: string;
let theirs: DatabaseCluster;

beforeAll(async () => {
  real = realWorld();
  const preload = () => join(ROOT, 'src/io/sql-capture/preload/sql-preload.mjs');
  world = { ...real, network: loopbackNetwork(), sqlCapture: openSqlCapture({ preload }) };
  directory = await real.folder(FILES);
  logsDirectory = await real.folder({});
  await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  theirs = await world.databases.start(18);
  await theirs.create('shop');
  await using session = await theirs.connect('shop');
  await session.query('CREATE TABLE orders (id int PRIMARY KEY, state text)');
});
afterAll(async () => {
  await theirs[Symbol.asyncDispose]();
  await real[Symbol.asyncDispose]();
});

function configOf(more: object = {}): Config {
  return configSchema.parse({
    app: { start: `${process.execPath} server.mjs`, ready: '/health' },
    database: { schema: ['db/schema.sql'], seed: ['db/seed.sql'] },
    targets: {
      routes: [{ path: '/orders' }],
      queries: [{ name: 'by key', sql: 'SELECT 1 FROM orders WHERE id = 4' }],
    },
    ...more,
  });
}

async function explained(
  subject: Subject,
  {
    config = configOf(),
    databaseUrl = null,
  }: { readonly config?: Config; readonly databaseUrl?: string | null } = {},
): Promise<Explanation> {
  return explanationSchema.parse(
    await explain({ subject, config, directory, logsDirectory, databaseUrl }, world),
  );
}

const text = (sql: string, parameters: Extract<Subject, { kind: 'text' }>['parameters'] = []): Subject => ({
  kind: 'text',
  text: sql,
  parameters,
});

describe('explain', () => {
  test('a file: its plan, what is wrong with it, and an index that was built and tried', async () => {
    const explanation = await explained(text('q/items.sql', [7]));
    const [statement] = explanation.statements;
    expect(statement?.plan).toContain('Seq Scan on items');
    expect(statement?.blocks).toBeGreaterThan(200);
    expect(statement?.remarks.map(({ title, detail }) => title + detail).join('\n')).toContain('items');
    const [index] = explanation.indexes ?? [];
    expect(index?.statement).toMatch(/^CREATE INDEX CONCURRENTLY \S+ ON public\.items \(order_id\)/);
    expect(index?.serves[0]?.blocksAfter).toBeLessThan(30);
    expect(explanation.unneeded).toEqual([]);
    const shown = renderExplanation(explanation);
    expect(shown).toContain('1 statement on PostgreSQL 18');
    expect(shown).toContain('CREATE INDEX CONCURRENTLY');
  });

  test('the app: its statements by what they cost a request, the loop with its line', async () => {
    const { statements, loops } = await explained({ kind: 'app' });
    expect(statements.map(({ calls, location }) => [calls, location?.path, location?.line])).toEqual([
      [[{ route: 'GET /orders', perRequest: 20 }], 'server.mjs', 7],
      [[{ route: 'GET /orders', perRequest: 1 }], 'server.mjs', 5],
    ]);
    expect(loops).toMatchObject([
      {
        title: expect.stringContaining('20 times per request at server.mjs:7'),
        detail: expect.stringContaining('WHERE order_id = ANY($1)'),
        location: { path: 'server.mjs', line: 7 },
      },
    ]);
  });

  test('the configured queries where nothing is named', async () => {
    const { statements } = await explained({ kind: 'configured' });
    expect(statements.map(({ name }) => name)).toEqual(['by key']);
  });

  test('a statement without its values is planned for any, and not run', async () => {
    const [statement] = (await explained(text('SELECT code FROM items WHERE id = $1'))).statements;
    expect(statement).toMatchObject({ generic: true, blocks: null, refused: null });
    expect(statement?.plan).toContain('Index Scan using items_pkey on items');
  });

  test('the statements a server spends most time on, as it counted them', async () => {
    await using session = await theirs.connect('shop');
    await session.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    await session.query('SELECT pg_stat_statements_reset()');
    for (const id of [1, 2, 3]) await session.query('SELECT state FROM orders WHERE id = $1', [id]);
    const databaseUrl = theirs.url('shop');
    const { statements } = await explained({ kind: 'recorded', count: 10 }, { databaseUrl });
    const own = statements.find(({ sql }) => sql === 'SELECT state FROM orders WHERE id = $1');
    expect(own).toMatchObject({ recorded: { calls: 3 }, generic: true });
    expect(own?.plan ?? own?.refused).toContain('orders');
    await expect(explained({ kind: 'recorded', count: 1 })).rejects.toThrow(
      'only a server of yours can tell',
    );
  });

  test('what the database refuses, in its words', async () => {
    const [typo] = (await explained(text('SELECT cod FROM items'))).statements;
    expect(typo?.refused).toBe('column "cod" does not exist');
  });

  test('a database of the user’s is planned on and never written to', async () => {
    const databaseUrl = theirs.url('shop');
    const explanation = await explained(text('DELETE FROM orders RETURNING id'), { databaseUrl });
    expect(explanation).toMatchObject({ mode: 'plan-only', indexes: null });
    expect(explanation.statements[0]?.plan ?? explanation.statements[0]?.refused).toBeTruthy();
    await expect(explained({ kind: 'app' }, { databaseUrl })).rejects.toMatchObject({ code: 'usage' });
  });

  test.each([
    [{ kind: 'configured' }, { targets: {} }, 'There is nothing to explain'],
    [{ kind: 'app' }, { app: null, targets: {} }, 'There is no app to watch'],
    [text('nowhere.sql'), {}, 'There is no file nowhere.sql'],
    [text('SELECT 1'), { database: null, targets: {} }, 'There is no database to ask'],
  ] as const)('says what is missing: %j', async (subject, more, message) => {
    await expect(explained(subject, { config: configOf(more) })).rejects.toThrow(message);
  });
});
