// Repositories of many kinds, given inline, and the configuration that `init` writes for each.
import { describe, expect, test } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { composeConfig } from '../../../src/setup/init/compose-config.ts';
import { inspectRepository } from '../../../src/setup/init/inspect-repository.ts';
import type { RepositoryFacts } from '../../../src/setup/init/repository-facts.ts';
import { memoryFiles } from '../memory-files.ts';

interface Looked {
  readonly facts: RepositoryFacts;
  readonly text: string;
  readonly config: Config;
  readonly notes: string;
}

async function look(tree: Record<string, string>): Promise<Looked> {
  const facts = await inspectRepository(memoryFiles(tree), '/repository');
  const { text } = composeConfig(facts);
  return {
    facts,
    text,
    config: parseConfig(text),
    notes: facts.notes.map(({ kind, message }) => `${kind}: ${message}`).join('\n'),
  };
}

const json = (value: unknown): string => JSON.stringify(value);

describe('an Express API', () => {
  const tree = {
    'package.json': json({
      scripts: { start: 'node src/server.js', dev: 'nodemon src/server.js', test: 'jest', lint: 'eslint .' },
      dependencies: { express: '5' },
      engines: { node: '>=20' },
    }),
    'package-lock.json': '{}',
    '.env.example': 'PORT=3000\nAPI_KEY=r4Jk29sLqPz81MnVbXc0TyU7\nPAGE_SIZE=50 # rows\nEMPTY=\n',
    'src/server.js': `
      const express = require('express');
      const users = require('./routes/users');
      const app = express();
      const admin = express.Router();
      app.use(express.json());
      app.get('/health', (req, res) => res.json({ ok: true }));
      app.get('/', (req, res) => res.render('index'));
      app.get('/api/products', (req, res) => res.json([]));
      app.get('/api/products/:id', (req, res) => res.json({}));
      app.get('/logout', (req, res) => res.redirect('/'));
      app.use('/api/users', users);
      app.use('/admin', admin);
      admin.get('/stats', (req, res) => res.json({}));
      axios.get('/elsewhere', {});
      app.listen(process.env.PORT || 3000);`,
    'src/routes/users.js': `
      const router = require('express').Router();
      router.get('/', list);
      router.get('/active', authorize, list);
      module.exports = router;`,
    'src/routes/orphan.js': `const router = require('express').Router();\nrouter.get('/lost', list);\nmodule.exports = router;`,
    'test/server.test.js': `app.get('/only-in-tests', () => {});`,
  };

  test('is written down whole', async () => {
    const { text, notes, facts } = await look(tree);
    expect(text).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=https://raw.githubusercontent.com/perfcrew/perfcrew/main/schema/config.json
      # What perfcrew measures on every pull request. It is read from the base branch. Every key: docs/configuration.md of perfcrew.
      version: 1

      app: # Express
        start: node src/server.js
        ready: /health # answers as soon as the app is ready
        env: # no secrets: the code under review reads these
          API_KEY: test
          PAGE_SIZE: "50"

      targets:
        pages: # measured by Lighthouse
          - path: /
        routes: # measured under load
          - path: /api/users
          - path: /api/users/active
          - path: /api/products
          - path: /admin/stats
          # - path: /api/products/:id # with a real value, and without the # in front

      checks: # as narrow as the risk of the change allows
        lint: npm run lint
        test: npx jest

      risk:
        policy: measure-code # every change of code is measured; docs and tests alone are not

      # You may want to add:
      # budgets: # absolute limits, beside the comparison with base
      #   /: { lcp-ms: 2500, page-bytes: 500000 }
      # always_full_for: [payment] # path words whose change always gets every gate
      "
    `);
    expect(notes).toMatchInlineSnapshot(`
      "found: npm (package-lock.json)
      found: Express, started by \`node src/server.js\` (scripts.start of package.json)
      found: The port is read from PORT (src/server.js:16)
      guessed: The app's variables come from .env.example; what looked secret became \`test\`
      found: Routes /api/users (src/routes/users.js:3), /api/users/active (src/routes/users.js:4), /health (src/server.js:7), / (src/server.js:8), /api/products (src/server.js:9), /admin/stats (src/server.js:14)
      add: Routes with parameters need a real value; they stand in the configuration as comments: /api/products/:id
      add: It is not clear under which path src/routes/orphan.js is mounted: add its routes to \`targets.routes\`"
    `);
    expect(facts).toMatchObject({ packageManager: 'npm', node: { version: '24' } });
  });

  test('with a fixed port says where it is, and measures what can be measured', async () => {
    const server =
      "const app = require('express')();\napp.get('/', (q, s) => s.send('x'));\nconst port = 3000;\napp.listen(port);\n";
    const { config, notes } = await look({
      ...tree,
      'src/server.js': server,
      'src/routes/users.js': '',
      'src/routes/orphan.js': '',
    });
    expect(config.app).toBeNull();
    expect(config.targets).toEqual({ pages: [], routes: [], queries: [], commands: [] });
    expect(config.checks).toMatchObject({ lint: 'npm run lint', test: 'npx jest' });
    expect(notes).toContain(
      'add: src/server.js:3 listens on the fixed port 3000, and base and head cannot both have it: write `process.env.PORT ?? 3000` there, then run `perfcrew init --force`',
    );
  });
});

describe('Fastify with Postgres', () => {
  test('gets database, migrations, seed, queries and prefixed routes', async () => {
    const { text, notes } = await look({
      'package.json': json({
        type: 'module',
        scripts: { build: 'tsc', start: 'node --enable-source-maps dist/server.js', test: 'node --test' },
        dependencies: { fastify: '5', pg: '8' },
      }),
      'pnpm-lock.yaml': '',
      '.nvmrc': '22\n',
      'docker-compose.yml': 'services:\n  db:\n    image: postgres:16-alpine\n',
      'src/server.ts': `
        import Fastify from 'fastify';
        import { orders } from './routes/orders.js';
        const { HTTP_PORT = '8080' } = process.env;
        const app = Fastify();
        app.get<{ Querystring: Q }>('/ready', async () => ({ ok: true }));
        await app.register(orders, { prefix: '/v1' });
        app.route({ method: 'GET', url: '/version', handler: version });
        await app.listen({ port: Number(HTTP_PORT), host: '127.0.0.1' });`,
      'src/routes/orders.ts': `
        export async function orders(fastify) {
          fastify.get('/orders', async () => db.query(sql));
          fastify.get('/orders/:id', async () => one());
          fastify.post('/orders', create);
        }`,
      'src/db.ts': 'export const pool = new Pool({ connectionString: process.env.POSTGRES_URL });',
      'db/schema.sql': 'CREATE TABLE "orders" (id int);',
      'migrations/001_init.up.sql': 'CREATE TABLE orders (id int);',
      'migrations/001_init.down.sql': 'DROP TABLE orders;',
      'migrations/002_total.up.sql': 'ALTER TABLE orders ADD total int;',
      'db/seed.sql': 'INSERT INTO orders SELECT g FROM generate_series(1, 10000) g;',
      'queries/open-orders.sql':
        "-- the front page\nSELECT * FROM orders WHERE state = 'open: yes' ORDER BY id;",
      'queries/one-order.sql': 'SELECT * FROM orders WHERE id = $1;',
    });
    expect(text).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=https://raw.githubusercontent.com/perfcrew/perfcrew/main/schema/config.json
      # What perfcrew measures on every pull request. It is read from the base branch. Every key: docs/configuration.md of perfcrew.
      version: 1

      setup: # run on both sides before anything is measured
        build: pnpm run build

      app: # Fastify
        start: node --enable-source-maps dist/server.js
        port_env: HTTP_PORT # the variable it reads its port from
        ready: /ready # answers as soon as the app is ready

      database: # a throw-away server; base and head get a database each
        postgres: 16
        url_env: POSTGRES_URL # the variable the app reads its database from
        migrations:
          - migrations/*.up.sql
        seed:
          - db/seed.sql

      targets:
        routes: # measured under load
          - path: /v1/orders
          - path: /version
          # - path: /v1/orders/:id # with a real value, and without the # in front
        queries: # judged by their plans
          - name: open orders
            file: queries/open-orders.sql

      checks: # as narrow as the risk of the change allows
        test: node --test

      risk:
        policy: measure-code # every change of code is measured; docs and tests alone are not

      # You may want to add:
      # budgets: # absolute limits, beside the comparison with base
      #   GET /v1/orders: { latency-p95-ms: 200 }
      # always_full_for: [payment] # path words whose change always gets every gate
      "
    `);
    expect(notes).toMatchInlineSnapshot(`
      "found: pnpm (pnpm-lock.yaml)
      found: Fastify, started by \`node --enable-source-maps dist/server.js\` (scripts.start of package.json)
      found: The port is read from HTTP_PORT (src/server.ts:4)
      found: Routes /v1/orders (src/routes/orders.ts:3), /ready (src/server.ts:6), /version (src/server.ts:8)
      add: Routes with parameters need a real value; they stand in the configuration as comments: /v1/orders/:id
      found: Postgres (pg)
      add: queries/one-order.sql take parameters: add them to \`targets.queries\` with typical values in \`parameters\`"
    `);
  });

  test.each([
    [
      'a dbmate migration',
      { 'db/migrations/1.sql': '-- migrate:up\nCREATE TABLE a ();\n-- migrate:down\nDROP TABLE a;' },
      {},
      { migrations: [], migrate: null },
    ],
    [
      'Prisma with SQL',
      {
        'prisma/schema.prisma': 'provider = "postgresql"\nurl = env("PG_URL")',
        'prisma/migrations/1_init/migration.sql': 'CREATE TABLE a ();',
      },
      { '@prisma/client': '7' },
      { migrations: ['prisma/migrations/*/migration.sql'], migrate: null, url_env: 'PG_URL' },
    ],
    [
      'Prisma without migrations',
      { 'prisma/schema.prisma': 'provider = "postgresql"' },
      { '@prisma/client': '7' },
      { migrate: 'npx prisma db push' },
    ],
    [
      'Knex',
      { 'knexfile.js': '', 'seeds/a.js': '' },
      { knex: '3', pg: '8' },
      { migrate: 'npx knex migrate:latest', seed_command: 'npx knex seed:run' },
    ],
    [
      'Drizzle',
      { 'drizzle/0000_a.sql': 'CREATE TABLE a ();', 'drizzle/meta/_journal.json': '' },
      { 'drizzle-orm': '1', postgres: '3' },
      { migrations: ['drizzle/*.sql'], migrate: null },
    ],
    ['a script', {}, { pg: '8' }, { migrate: 'npm run db:migrate', seed_command: 'npm run seed' }],
  ])('knows %s', async (_, files, dependencies, expected) => {
    const { config } = await look({
      'package.json': json({
        scripts:
          'knexfile.js' in files || Object.keys(files).length > 0 ? {} : { 'db:migrate': 'x', seed: 'y' },
        dependencies: { pg: '8', ...dependencies },
      }),
      'package-lock.json': '{}',
      ...files,
    });
    expect(config.database).toMatchObject(expected);
  });

  test('is told in parts where the app reads no URL, and what another kind of server reads is left out', async () => {
    const { config, text, notes } = await look({
      'package.json': json({
        scripts: {
          start: 'node src/server.js',
          migrate: 'node scripts/ask-name.js',
          'migrate:apply': 'cd src/database && knex migrate:latest',
          seed: 'cd src/database && knex seed:make x',
          'seed:run': 'cd src/database && knex seed:run',
        },
        dependencies: { express: '4', knex: '3', pg: '8' },
      }),
      'package-lock.json': '{}',
      '.env.example': 'DB_HOST=localhost\nDB_PASS=x\nDB_CLIENT=pg\n',
      'src/server.js': "require('express')().listen(process.env.PORT);",
      'src/database/knexfile.ts': `export default {
        client: process.env.DB_CLIENT,
        connection: {
          host: process.env.DB_HOST,
          user: process.env.DB_USER,
          password: process.env.DB_PASS,
          database: process.env.DB_NAME,
        },
      };`,
      'src/MySQL-Scripts/song.sql': 'CREATE TABLE songs (id INT PRIMARY KEY);',
      'docs/song.sql': 'CREATE TABLE songs (id INT AUTO_INCREMENT PRIMARY KEY);',
      'sql/song.sql': 'CREATE TABLE songs (id INT AUTO_INCREMENT PRIMARY KEY);',
    });
    expect(config.database).toMatchObject({
      parts_env: { host: 'DB_HOST', user: 'DB_USER', password: 'DB_PASS', name: 'DB_NAME' },
      schema: [],
      migrate: 'npm run migrate:apply',
      seed_command: 'npm run seed:run',
    });
    expect(config.app?.env).toEqual({ DB_CLIENT: 'pg' });
    expect(text).not.toContain('url_env');
    expect(notes).toContain('found: The database is read from DB_HOST, DB_USER, DB_PASS, DB_NAME');
    expect(notes).not.toContain('No source reads a database URL');
  });

  test.each([
    ['a URL is read as well', 'process.env.DATABASE_URL, process.env.DB_USER, process.env.DB_PASSWORD'],
    ['only a name is', 'process.env.DB_NAME'],
    ['they are those of Postgres itself', 'process.env.PGUSER, process.env.PGPASSWORD'],
    ['they are those of something else', 'process.env.REDIS_USER, process.env.REDIS_PASSWORD'],
  ])('is not told in parts where %s', async (_, reads) => {
    const { config } = await look({
      'package.json': json({ dependencies: { pg: '8' } }),
      'src/db.js': reads,
    });
    expect(config.database?.parts_env).toEqual({});
  });

  test.each([
    ['SQLite by Prisma', { 'prisma/schema.prisma': 'provider = "sqlite"' }, { '@prisma/client': '7' }],
    ['a driver that only the tests need', {}, {}],
  ])('%s is no Postgres', async (_, files, dependencies) => {
    const { config } = await look({
      'package.json': json({ dependencies, devDependencies: { pg: '8' } }),
      ...files,
    });
    expect(config.database).toBeNull();
  });
});

describe('sites', () => {
  test('Vite is built and previewed on the given port', async () => {
    const { text } = await look({
      'package.json': json({
        scripts: { dev: 'vite', build: 'tsc && vite build', preview: 'vite preview' },
        devDependencies: { vite: '8' },
      }),
      'package-lock.json': '{}',
      'index.html': '<!doctype html>',
    });
    expect(text).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=https://raw.githubusercontent.com/perfcrew/perfcrew/main/schema/config.json
      # What perfcrew measures on every pull request. It is read from the base branch. Every key: docs/configuration.md of perfcrew.
      version: 1

      setup: # run on both sides before anything is measured
        build: npm run build

      app: # Vite
        start: npx vite preview --port {port} --strictPort --host 127.0.0.1

      targets:
        pages: # measured by Lighthouse
          - path: /

      risk:
        policy: measure-code # every change of code is measured; docs and tests alone are not

      # You may want to add:
      # budgets: # absolute limits, beside the comparison with base
      #   /: { lcp-ms: 2500, page-bytes: 500000 }
      # always_full_for: [payment] # path words whose change always gets every gate
      "
    `);
  });

  test('a folder of files is served by perfcrew', async () => {
    const { text, notes } = await look({
      'public/index.html': '<html>',
      'public/about.html': '<html>',
      'public/404.html': '<html>',
      'README.md': '',
    });
    expect(text).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=https://raw.githubusercontent.com/perfcrew/perfcrew/main/schema/config.json
      # What perfcrew measures on every pull request. It is read from the base branch. Every key: docs/configuration.md of perfcrew.
      version: 1

      app: # static files
        serve: public # perfcrew serves these files itself

      targets:
        pages: # measured by Lighthouse
          - path: /
          - path: /about.html

      risk:
        policy: measure-code # every change of code is measured; docs and tests alone are not

      # You may want to add:
      # budgets: # absolute limits, beside the comparison with base
      #   /: { lcp-ms: 2500, page-bytes: 500000 }
      # always_full_for: [payment] # path words whose change always gets every gate
      "
    `);
    expect(notes).toMatchInlineSnapshot(`"found: public/index.html, a static site that perfcrew serves"`);
  });

  test.each([
    [
      'Next.js',
      { dependencies: { next: '16', react: '19' }, scripts: { build: 'next build', start: 'next start' } },
      { 'app/page.tsx': '', 'app/(shop)/cart/page.tsx': '', 'app/orders/[id]/page.tsx': '' },
      'npx next start --port {port}',
      ['/', '/cart'],
    ],
    [
      'Astro',
      { dependencies: { astro: '6', vite: '8' } },
      { 'src/pages/index.astro': '', 'src/pages/blog/index.astro': '', 'src/pages/[slug].astro': '' },
      'npx astro preview --port {port} --host 127.0.0.1',
      ['/', '/blog'],
    ],
    ['Eleventy', { devDependencies: { '@11ty/eleventy': '3' } }, {}, '_site', ['/']],
    [
      'serve with a port',
      { dependencies: { serve: '14' }, scripts: { start: 'serve -s build -l 3000' } },
      { 'build/index.html': '' },
      'npx serve -s build -l {port}',
      [],
    ],
  ])('%s', async (_, pkg, files, start, pages) => {
    const { config } = await look({ 'package.json': json(pkg), 'package-lock.json': '{}', ...files });
    expect(config.app?.start ?? config.app?.serve).toBe(start);
    expect(config.targets.pages.map(({ path }) => path)).toEqual(pages);
  });
});

describe('a pnpm monorepo', () => {
  const tree = {
    'package.json': json({ private: true, packageManager: 'pnpm@10.1.0', scripts: { lint: 'eslint' } }),
    'pnpm-workspace.yaml': 'packages:\n  - apps/*\n  - "packages/*"\n  - "!packages/legacy"\n',
    'pnpm-lock.yaml': '',
    'apps/api/package.json': json({
      name: '@acme/api',
      scripts: { build: 'tsc', start: 'node dist/main.js' },
      dependencies: { '@nestjs/core': '11' },
    }),
    'apps/api/src/main.ts':
      'const app = await NestFactory.create(AppModule); await app.listen(process.env.PORT ?? 3000);',
    'apps/api/src/cats.controller.ts':
      "@Controller('cats')\nexport class Cats {\n  @Get()\n  all() {}\n  @Get('tabby')\n  tabby() {}\n  @Get(':id')\n  one() {}\n}",
    'apps/web/package.json': json({ name: '@acme/web', dependencies: { vite: '8' } }),
    'packages/db/package.json': json({ name: '@acme/db', dependencies: { pg: '8' } }),
    'packages/db/src/index.ts':
      'export const pool = new Pool({ connectionString: process.env.DATABASE_URL });',
    'packages/legacy/package.json': json({
      name: 'legacy',
      scripts: { start: 'node x.js' },
      dependencies: { express: '4' },
    }),
  };

  test('is configured for its server, and names the other app', async () => {
    const { text, notes } = await look(tree);
    expect(text).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=https://raw.githubusercontent.com/perfcrew/perfcrew/main/schema/config.json
      # What perfcrew measures on every pull request. It is read from the base branch. Every key: docs/configuration.md of perfcrew.
      version: 1

      setup: # run on both sides before anything is measured
        build: pnpm --filter "@acme/api..." run build

      app: # NestJS
        start: node dist/main.js
        directory: apps/api

      database: # a throw-away server; base and head get a database each
        postgres: 18
        url_env: DATABASE_URL # the variable the app reads its database from

      targets:
        routes: # measured under load
          - path: /cats
          - path: /cats/tabby
          # - path: /cats/:id # with a real value, and without the # in front

      checks: # as narrow as the risk of the change allows
        lint: pnpm run lint

      risk:
        policy: measure-code # every change of code is measured; docs and tests alone are not

      # You may want to add:
      # budgets: # absolute limits, beside the comparison with base
      #   GET /cats: { latency-p95-ms: 200 }
      # always_full_for: [payment] # path words whose change always gets every gate
      "
    `);
    expect(notes).toContain('there is also apps/web (Vite): see workflows-examples/monorepo.yml');
    expect(notes).not.toContain('legacy');
  });

  test('prefers the build of the root, which knows the order', async () => {
    const { config } = await look({
      ...tree,
      'package.json': json({ scripts: { build: 'turbo run build' }, packageManager: 'pnpm@10.1.0' }),
    });
    expect(config.setup.build).toBe('pnpm run build');
  });
});

describe('a project below a root without package.json', () => {
  const api = {
    'README.md': '# Shop',
    'api/package.json': json({
      scripts: { start: 'node index.js', migration: 'node-pg-migrate -m db/migrations', lint: 'eslint .' },
      dependencies: { fastify: '5', pg: '8' },
    }),
    'api/package-lock.json': '{}',
    'api/.nvmrc': '22',
    'api/index.js': `
      const app = require('fastify')();
      app.get('/orders', list);
      new Pool({ connectionString: process.env.DATABASE_URL });
      app.listen({ port: process.env.PORT });`,
    'api/db/seed.sql': 'INSERT INTO orders SELECT 1;',
  };

  test('is configured where it lies, with paths and commands from the root', async () => {
    const { facts, config, notes } = await look(api);
    expect(config.setup.directory).toBe('api');
    expect(config.app).toMatchObject({ directory: 'api', start: 'node index.js' });
    expect(config.database).toMatchObject({
      migrate: 'cd api && npm run migration up',
      seed: ['api/db/seed.sql'],
    });
    expect(config.checks.lint).toBe('npm run lint');
    expect(config.targets.routes.map(({ path }) => path)).toEqual(['/orders']);
    expect(facts.node).toEqual({ file: 'api/.nvmrc' });
    expect(notes).toContain('found: The project in api/');
  });

  test('of several, the one with a server and a database is taken and the others are named', async () => {
    const { config, notes } = await look({
      ...api,
      'admin/package.json': json({ scripts: { dev: 'vite' }, devDependencies: { vite: '7' } }),
      'api/tools/package.json': json({ dependencies: { express: '5' } }),
      'examples/package.json': json({ dependencies: { express: '5' } }),
    });
    expect(config.app?.directory).toBe('api');
    expect(notes).toContain('There is also admin/: see workflows-examples/monorepo.yml');
    expect(notes).not.toContain('api/tools');
    expect(notes).not.toContain(' examples/');
  });
});

describe('servers', () => {
  test.each([
    [
      'Hono',
      "const app = new Hono();\nconst api = new Hono();\napp.route('/api', api);\napi.get('/list', (c) => c.json([]));\napp.get('/page', (c) => c.html('<p>'));\nserve({ fetch: app.fetch, port: Number(process.env.PORT) });",
      ['/api/list'],
      ['/page'],
    ],
    [
      'plain http',
      "createServer((req, res) => {\n  if (req.url === '/api/a') return json();\n  if (req.url === '/') res.writeHead(200, { 'content-type': 'text/html' });\n}).listen(process.env.PORT);",
      ['/api/a'],
      ['/'],
    ],
    [
      'a table of routes',
      "const find = createRouter({ 'GET /a': list, 'POST /b': add, 'GET /c/:id': one });\nlisten(process.env['PORT']);",
      ['/a'],
      [],
    ],
    [
      'Koa',
      "const router = new Router();\nrouter.get('/koa', async (ctx) => {});\napp.use(router.routes());\napp.listen(process.env.PORT);",
      ['/koa'],
      [],
    ],
    ['nothing', 'app.listen(process.env.PORT);', [], []],
  ])('%s', async (_, server, routes, pages) => {
    const { config } = await look({
      'package.json': json({ scripts: { start: 'node index.js' } }),
      'package-lock.json': '{}',
      'index.js': server,
    });
    expect(config.targets.routes.map(({ path }) => path)).toEqual(routes);
    expect(config.targets.pages.map(({ path }) => path)).toEqual(pages);
  });

  test.each([
    [
      'the file that listens, where there is no script',
      {},
      { 'src/server.ts': 'app.listen(process.env.PORT)' },
      'node src/server.ts',
    ],
    [
      'the production script before the watcher',
      { start: 'nest start', 'start:prod': 'node dist/main' },
      { 'src/main.ts': 'app.listen(process.env.PORT)' },
      'node dist/main',
    ],
    [
      'the script by the manager, where it is more than one program',
      { start: 'node migrate.js && node server.js' },
      { 'server.js': 'app.listen(process.env.PORT)' },
      'npm start',
    ],
    [
      'variables in front of node',
      { start: 'NODE_ENV=production node server.js' },
      { 'server.js': 'app.listen(process.env.PORT)' },
      'NODE_ENV=production node server.js',
    ],
  ])('is started by %s', async (_, scripts, files, start) => {
    const { config } = await look({ 'package.json': json({ scripts }), 'package-lock.json': '{}', ...files });
    expect(config.app?.start).toBe(start);
  });

  test('without lock file asks for one', async () => {
    const { config, notes } = await look({
      'package.json': json({ scripts: { start: 'node s.js' }, dependencies: { ws: '8' } }),
      's.js': 'x.listen(process.env.WEB_PORT)',
    });
    expect(config.setup.install).toBeNull();
    expect(config.app?.port_env).toBe('WEB_PORT');
    expect(notes).toContain('add: There is no lock file');
  });
});

describe('what a server needs to start', () => {
  const start = async (source: string, more: Record<string, string> = {}) =>
    look({
      'package.json': json({ scripts: { start: 'node s.js' } }),
      's.js': `${source}\nx.listen(process.env.PORT)`,
      ...more,
    });

  test('what its own check asks for becomes a dummy, and is said', async () => {
    const { config, notes } = await start(`if (!process.env.API_KEY) throw new Error('API_KEY is missing');
      if (!process.env['STRIPE_SECRET']) { console.error('no'); process.exit(1); }
      if (!process.env.COLOUR) console.log('no colour');
      if (!process.env.PORT) throw new Error('no port');`);
    expect(config.app?.env).toEqual({ API_KEY: 'test', STRIPE_SECRET: 'test' });
    expect(notes).toContain(
      'guessed: The app does not start without API_KEY (s.js:1), STRIPE_SECRET (s.js:2): `app.env` gives it dummies',
    );
  });

  test('a schema of its variables is read, and the example goes before it', async () => {
    const { config } = await start(
      `const env = z.object({
        SESSION_SECRET: z.string().min(12),
        PUBLIC_URL: z.string().url(),
        MODE: z.string(),
        NICK: z.string().optional(),
        LEVEL: z.string().default('info'),
        DATABASE_URL: z.string().url(),
      }).parse(process.env);`,
      { '.env.example': 'MODE=demo\n' },
    );
    expect(config.app?.env).toEqual({
      MODE: 'demo',
      SESSION_SECRET: 'test-test-te',
      PUBLIC_URL: 'http://localhost',
    });
  });
});

test('what only redirects is not measured', async () => {
  const { config } = await look({
    'package.json': json({ scripts: { start: 'node s.js' }, dependencies: { express: '5' } }),
    's.js': `app.get('/', (req, res) => res.redirect('/home'));
      app.get('/home', (req, res) => res.json({}));
      app.get('/feed', (req, res) => { if (req.query.old) return res.redirect('/home'); res.json([]); });
      app.listen(process.env.PORT);`,
  });
  expect(config.targets.routes.map(({ path }) => path)).toEqual(['/home', '/feed']);
});

test('of a Vite site the HTML files that it builds are pages', async () => {
  const { config } = await look({
    'package.json': json({ devDependencies: { vite: '8' } }),
    'vite.config.js': `export default { build: { rollupOptions: { input: ['index.html', 'about.html'] } } };`,
    'index.html': '',
    'about.html': '',
    'draft.html': '',
  });
  expect(config.targets.pages.map(({ path }) => path)).toEqual(['/', '/about.html']);
});

test('an empty repository gets an empty configuration and one thing to do', async () => {
  const { config, notes } = await look({ 'README.md': '# hello' });
  expect(config).toEqual(parseConfig(null));
  expect(notes).toBe(
    'add: No app was found to start: add `app` and `targets`, or `targets.commands` with commands whose duration counts',
  );
});

test.each(['not json', '[]', '{"scripts": 3, "dependencies": ["x"]}'])(
  'a broken package.json (%s) is no reason to fail',
  async (text) => {
    const { config } = await look({ 'package.json': text, 'index.html': '<html>' });
    expect(config.app?.serve).toBe('.');
  },
);
