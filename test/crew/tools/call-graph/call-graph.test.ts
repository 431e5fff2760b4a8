// What a caller of the call graph sees: routes of each framework, calls across files, and the way from a route to a line.
import { describe, expect, test } from 'vitest';
import { callGraphSchema } from '../../../../src/crew/tools/call-graph/call-graph.ts';
import { readCallGraph } from '../../../../src/crew/tools/call-graph/read-call-graph.ts';
import { routesReaching } from '../../../../src/crew/tools/call-graph/routes-reaching.ts';
import { shopFiles } from './shop.ts';

const graphOf = (files: Readonly<Record<string, string>>) =>
  readCallGraph(Object.entries(files).map(([path, text]) => ({ path, text })));
const routesOf = (files: Readonly<Record<string, string>>) =>
  graphOf(files).routes.map(({ method, path, handlers }) => `${method} ${path} → ${handlers.join(', ')}`);
const callsOf = (files: Readonly<Record<string, string>>) =>
  graphOf(files).calls.map(({ from, to, line }) => `${from ?? 'top'} → ${to} :${line}`);

describe('the shop', () => {
  const graph = readCallGraph(shopFiles('slow'));
  const reaching = (path: string, line: number) =>
    routesReaching(graph, { path, line }).map(
      ({ route, chain }) =>
        `${route.method} ${route.path}: ${chain.map((step) => `${step.name}${step.callLine === null ? '' : `:${step.callLine}`}`).join(' → ')}`,
    );

  test('its graph is a document, with every route and the listener', () => {
    expect(callGraphSchema.parse(graph)).toEqual(graph);
    expect(graph.routes.map(({ method, path, kind }) => `${kind} ${method} ${path}`)).toMatchInlineSnapshot(`
      [
        "route GET /health",
        "route GET /api/orders",
        "route GET /api/customers/:id/orders",
        "route GET /api/recommendations",
        "listener * /*",
      ]
    `);
    expect(graph.coverage).toMatchInlineSnapshot(`
      {
        "calls": 112,
        "outside": 74,
        "resolved": 32,
        "unread": [],
        "unresolved": 6,
        "unresolvedPlaces": [
          {
            "line": 27,
            "name": "handler",
            "path": "lib/app.js",
          },
          {
            "line": 46,
            "name": "writeHead",
            "path": "lib/app.js",
          },
          {
            "line": 50,
            "name": "end",
            "path": "lib/app.js",
          },
          {
            "line": 15,
            "name": "isFile",
            "path": "lib/static-files.js",
          },
          {
            "line": 24,
            "name": "writeHead",
            "path": "lib/static-files.js",
          },
          {
            "line": 29,
            "name": "end",
            "path": "lib/static-files.js",
          },
        ],
      }
    `);
  });

  test('similarity.js is reached by the recommendations alone', () => {
    expect(reaching('lib/similarity.js', 16)).toMatchInlineSnapshot(`
      [
        "GET /api/recommendations: createApp › GET /api/recommendations:19 → createRecommendations.top:14 → recommend:27 → recommend › map callback:29 → recommend › map callback › map callback:29 → similarity",
      ]
    `);
    expect(reaching('lib/similarity.js', 12)).toMatchInlineSnapshot(`
      [
        "GET /api/recommendations: createApp › GET /api/recommendations:19 → createRecommendations.top:14 → recommend:27 → recommend › map callback:29 → recommend › map callback › map callback:29 → similarity:17 → tokensOf:7 → tokensOf › filter callback",
      ]
    `);
  });

  test('a constant is reached by those who read it', () => {
    expect(reaching('lib/similarity.js', 3)).toMatchInlineSnapshot(`
      [
        "GET /api/recommendations: createApp › GET /api/recommendations:19 → createRecommendations.top:14 → recommend:27 → recommend › map callback:29 → recommend › map callback › map callback:29 → similarity:17 → tokensOf:7 → tokensOf › filter callback",
      ]
    `);
  });

  test('the database is reached by all routes that ask it, and the listener by none of them', () => {
    expect(reaching('lib/database.js', 11)).toMatchInlineSnapshot(`
      [
        "GET /health: createApp › GET /health:14 → openDatabase.query",
        "GET /api/orders: createApp › GET /api/orders:17 → createOrders.latest:23 → openDatabase.query",
        "GET /api/customers/:id/orders: createApp › GET /api/customers/:id/orders:18 → createOrders.ofCustomer:33 → openDatabase.query",
        "GET /api/recommendations: createApp › GET /api/recommendations:19 → createRecommendations.top:11 → openDatabase.query",
      ]
    `);
    expect(reaching('lib/static-files.js', 24)).toMatchInlineSnapshot(`
      [
        "* /*: app:30 → serve",
      ]
    `);
  });
});

describe('routes', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'Express with routers in CommonJS, wrapped handlers, chains and middleware',
      {
        'app.js': `const express = require('express');
const orders = require('./routes/orders');
const app = express();
function authenticate(req, res, next) { next(); }
app.use(express.json());
app.use(authenticate);
app.use('/api', orders);
app.route('/books').get(listBooks).post((req, res) => res.end());
function listBooks(req, res) { res.json([]); }
app.get('view engine');
axios.get('/remote', () => 1);`,
        'routes/orders.js': `const { Router } = require('express');
const router = Router();
const wrap = (fn) => (req, res, next) => fn(req, res).catch(next);
async function show(req, res) {}
router.get('/orders/:id', wrap(show));
module.exports = router;`,
      },
      [
        '* /* → app.js#authenticate',
        'GET /books → app.js#listBooks',
        'POST /books → app.js#post callback',
        'GET /api/orders/:id → routes/orders.js#wrap › function, routes/orders.js#show',
      ],
    ],
    [
      'Fastify plugins with a prefix, and route objects',
      {
        'server.ts': `import Fastify from 'fastify';
import orders from './orders.ts';
const app = Fastify();
app.register(orders, { prefix: '/v1' });
app.route({ method: ['GET', 'HEAD'], url: '/ping', handler: async () => 'pong' });`,
        'orders.ts': `export default async function orders(fastify: FastifyInstance) {
  fastify.get('/orders', { schema: {} }, async (request) => list(request));
  fastify.register(async (inner) => { inner.get('/deep', deep); }, { prefix: '/in' });
}
const list = async () => [];
const deep = async () => 1;`,
      },
      [
        'GET /v1/orders → orders.ts#orders › get callback',
        'GET /v1/in/deep → orders.ts#deep',
        'GET /ping → server.ts#handler',
        'HEAD /ping → server.ts#handler',
      ],
    ],
    [
      'Koa with a prefix, Hono mounted and chained',
      {
        'koa.js': `import Router from '@koa/router';
const router = new Router({ prefix: '/shop' });
router.get('/orders', async (ctx) => { ctx.body = 1; });`,
        'hono.ts': `import { Hono } from 'hono';
const books = new Hono().get('/', (c) => c.json([])).get('/:id', (c) => c.json({}));
const app = new Hono().basePath('/api');
app.route('/books', books);
export default app;`,
      },
      [
        'GET /shop/orders → koa.js#get callback',
        'GET /api/books → hono.ts#get callback',
        'GET /api/books/:id → hono.ts#get callback#2',
      ],
    ],
    [
      'Next.js route files, API files and pages',
      {
        'src/app/api/orders/[id]/route.ts':
          'export async function GET() {}\nexport const POST = async () => {};',
        'src/app/(shop)/books/page.tsx':
          'export default function Books() { return <List />; }\nfunction List() { return null; }',
        'pages/api/users/[...all].ts': 'export default function handler(req, res) {}',
        'pages/index.tsx':
          'export default () => null;\nexport async function getServerSideProps() { return {}; }',
      },
      [
        'GET /api/orders/:id → src/app/api/orders/[id]/route.ts#GET',
        'POST /api/orders/:id → src/app/api/orders/[id]/route.ts#POST',
        'GET /books → src/app/(shop)/books/page.tsx#Books',
        '* /api/users/*all → pages/api/users/[...all].ts#handler',
        'GET / → pages/index.tsx#default, pages/index.tsx#getServerSideProps',
      ],
    ],
    [
      'a controller of Nest',
      {
        'orders.controller.ts': `@Controller('orders')
export class OrdersController {
  @Get(':id') show(@Param('id') id: string) {}
}`,
      },
      ['GET /orders/:id → orders.controller.ts#OrdersController.show'],
    ],
    [
      'node:http with compared paths',
      {
        'server.js': `import http from 'node:http';
http.createServer((req, res) => {
  if (req.method === 'GET' && req.url === '/a') {
    return a(res);
  }
  switch (req.url) {
    case '/b':
      b(res);
  }
});
function a() {}
function b() {}`,
      },
      [
        'GET /a → server.js#createServer callback',
        '* /b → server.js#createServer callback',
        '* /* → server.js#createServer callback',
      ],
    ],
    [
      'a client and a map',
      { 'a.js': "map.get('/x');\nconst client = make();\nclient.get('/y', () => 1);" },
      [],
    ],
  ])('%s', (_, files, routes) => {
    expect(routesOf(files).toSorted()).toEqual(routes.toSorted());
  });

  test('a compared path reaches only what its own branch calls', () => {
    const graph = graphOf({
      'server.js': `import { createServer } from 'node:http';
createServer((req, res) => {
  if (req.url === '/a') {
    a();
  }
  if (req.url === '/b') b();
});
function a() {}
function b() {}`,
    });
    const paths = routesReaching(graph, { path: 'server.js', line: 8 }).map(({ route }) => route.path);
    expect(paths).toEqual(['/a', '/*']);
  });
});

describe('calls', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'through re-exports, renamed and default',
      {
        'a.ts':
          "import run, { go as start } from './index.ts';\nexport function main() {\n  run();\n  start();\n}",
        'index.ts': "export * from './b.js';\nexport { default } from './b.js';",
        'b.ts': 'export function go() {}\nexport default function () {}',
      },
      ['a.ts#main → b.ts#default :3', 'a.ts#main → b.ts#go :4'],
    ],
    [
      'to methods of classes, of their parents, and of what a constructor is given',
      {
        'a.ts': `class Base { save() { this.check(); } check() {} }
class Orders extends Base { constructor(private readonly log: Log) { super(); } list() { this.save(); this.log.write(); } }
class Log { write() {} }
new Orders(new Log()).list();`,
      },
      [
        'a.ts#Base.save → a.ts#Base.check :1',
        'a.ts#Orders.list → a.ts#Base.save :2',
        'a.ts#Orders.list → a.ts#Log.write :2',
        'top → a.ts#Orders.constructor :4',
        'top → a.ts#Orders.list :4',
      ],
    ],
    [
      'through parameters, from one function to the next',
      {
        'a.js':
          'function outer(fn) {\n  inner(fn);\n}\nfunction inner(fn) {\n  fn();\n}\nouter(function target() {});',
      },
      ['a.js#outer → a.js#inner :2', 'a.js#inner → a.js#target :5', 'top → a.js#outer :7'],
    ],
    [
      'of exports of CommonJS, and of callbacks of lists and promises',
      {
        'a.js':
          "const { each } = require('./b');\nconst all = (rows) => rows.map(each);\nconst later = () => fetch('/').then((x) => each(x));",
        'b.js': 'exports.each = (row) => row;',
      },
      [
        'a.js#all → b.js#each :2',
        'a.js#later → a.js#later › then callback :3',
        'a.js#later › then callback → b.js#each :3',
      ],
    ],
  ])('%s', (_, files, calls) => {
    expect(callsOf(files).toSorted()).toEqual(calls.toSorted());
  });

  test('what nobody can tell is counted, and no text makes it throw', () => {
    const { coverage } = graphOf({
      'a.js': 'export function run(task) {\n  task.go();\n  JSON.parse("1");\n}',
      'b.js': '}{',
    });
    expect(coverage).toMatchObject({
      calls: 2,
      outside: 1,
      unresolved: 1,
      unresolvedPlaces: [{ path: 'a.js', line: 2, name: 'go' }],
    });
  });
});
