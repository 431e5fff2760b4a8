// The messages a person reads when the configuration is wrong; every one names place, finding, expectation and mend.
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { configSchema } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { isProblem, type Problem } from '../../src/core/problem.ts';

function problemOf(text: string): Problem {
  try {
    parseConfig(text);
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
  throw new Error('Expected the configuration to be refused');
}

function messageOf(text: string): string {
  return problemOf(text).message;
}

describe('what is right', () => {
  test.each([null, '', '# only a comment\n', '---\n'])('%j gives the defaults', (text) => {
    expect(parseConfig(text)).toEqual(configSchema.parse({}));
  });

  test('a whole configuration keeps its values and fills the rest', () => {
    const config = parseConfig(`
version: 1
setup: { build: npm run build }
app:
  start: node server.js
  env: { NODE_ENV: production, SESSION_SECRET: test, CACHE_URL: "redis://user:pass@redis:6379" }
database:
  schema: [db/schema.sql]
targets:
  pages: [{ path: / }, { path: /, form_factor: desktop }]
  routes: [{ path: /api/orders }, { path: /api/orders, method: POST }]
  queries: [{ name: orders, file: sql/orders.sql }]
budgets:
  GET /api/orders: { latency-p95-ms: 200 }
  "*": { page-bytes: 500000 }
`);
    expect(config.app).toMatchObject({ start: 'node server.js', port_env: 'PORT', ready: '/' });
    expect(config.targets.routes[0]).toMatchObject({ path: '/api/orders', method: 'GET', connections: 4 });
    expect(config.budgets['GET /api/orders']).toEqual({ 'latency-p95-ms': 200 });
  });
});

describe('what is wrong', () => {
  test('everything is told at once, in file order, with its mend', () => {
    const problem = problemOf(`version: 2
verson: 1
port: 3
start: npm start
setup:
preference: recomended
automation: 3
app:
  strat: npm start
  portEnv: PORT
  port_env: 3
  ready: health
  ready_timeout_seconds: 90s
targets:
  pages:
    - path: http://localhost:3000/about
  routes:
    path: /x
database:
  postgres: 19
flags:
  new_cache: "yes"
gates:
  minimal: { loadd: { run: all } }
thresholds: 5
`);
    expect(problem.code).toBe('config-invalid');
    expect(problem.mend).toMatchInlineSnapshot(
      `"Correct these lines; docs/configuration.md lists every key."`,
    );
    expect(problem.message).toMatchInlineSnapshot(`
      ".github/perfcrew.yml has 19 errors:
        1:1 version: found 2, expected \`1\`. Write \`1\`.
        2:1 verson: unknown key. Did you mean \`version\`? Rename it.
        3:1 port: unknown key. Delete it; known here: \`version\`, \`setup\`, \`app\`, \`database\`, \`targets\`, \`production\`, \`otlp\`, \`load\`, \`behaviour\`, \`lighthouse_budgets\`, \`checks\`, \`budgets\`, \`thresholds\`, \`gates\`, \`risk\`, \`preference\`, \`always_full_for\`, \`on_unmeasured\`, \`on_inconclusive\`, \`automation\`, \`comment\`, \`budget\`, \`crew\`, \`flags\`.
        4:1 start: unknown key. \`start\` belongs in \`app\`: move it there.
        5:1 setup: found nothing, expected a group of keys. Write the value behind the colon, or delete the line.
        6:1 preference: found "recomended", expected one of \`minimal\`, \`recommended\`, \`full\`. Write \`recommended\`.
        7:1 automation: found 3, expected one of \`manual\`, \`assisted\`, \`auto\`. Write one of them.
        8:1 app: has neither \`start\` nor \`serve\`. Add \`start:\` with the command that starts it, or \`serve:\` with the folder of a static site.
        9:3 app.strat: unknown key. Did you mean \`start\`? Rename it.
        10:3 app.portEnv: unknown key. Did you mean \`port_env\`? Rename it.
        11:3 app.port_env: found 3, expected text. Put quotes around it: \`"3"\`.
        12:3 app.ready: found "health", expected a path that starts with \`/\`. Write \`/health\`.
        13:3 app.ready_timeout_seconds: found "90s", expected a number. Write \`90\`, without unit or quotes.
        16:7 targets.pages[0].path: found "http://localhost:3000/about", expected a path that starts with \`/\`. Write \`/about\`.
        17:3 targets.routes: found a group of keys, expected a list. Write a list: one line \`- …\` for each item.
        20:3 database.postgres: found 19, expected at most 18. Write at most 18.
        22:3 flags.new_cache: found "yes", expected \`true\` or \`false\`. Write \`true\` or \`false\`.
        24:14 gates.minimal.loadd: unknown key. Did you mean \`load\`? Rename it.
        25:1 thresholds: found 5, expected a group of keys. Write keys below it (\`queries-per-request: …\`, \`errors-per-request: …\`, \`response-bytes: …\`, \`cpu-per-request-ms: …\`)."
    `);
  });

  test('cross-field checks come together with the schema errors', () => {
    expect(
      messageOf(`targets:
  pages: [{ path: / }]
  routes: [{ path: /a }, { path: /a }]
  queries:
    - name: neither
    - { name: both, sql: SELECT 1, file: q.sql }
    - { name: odd, sql: SELECT 1, parameters: [{}] }
    - { name: odd, sql: SELECT 2 }
budgets:
  GET /aa: { lcp-ms: 1 }
  "nobody at all": { lcp-ms: 1 }
  "*": { lcp: 1 }
`),
    ).toMatchInlineSnapshot(`
      ".github/perfcrew.yml has 11 errors:
        2:3 targets.pages: pages need a running app, and there is no \`app\`. Add \`app:\` with the command that starts it in \`start:\`, or the folder of a static site in \`serve:\`.
        3:3 targets.routes: routes need a running app, and there is no \`app\`. Add \`app:\` with the command that starts it in \`start:\`, or the folder of a static site in \`serve:\`.
        3:26 targets.routes[1]: called \`GET /a\` like targets.routes[0]; names are unique. Give one of them another \`name:\`, or delete it.
        4:3 targets.queries: queries need a database, and there is no \`database\`. Add \`database:\` with the SQL files that create its tables in \`schema:\`.
        5:7 targets.queries[0]: has neither \`sql\` nor \`file\`. Add \`sql:\` with the statement, or \`file:\` with its path.
        6:7 targets.queries[1]: has both \`sql\` and \`file\`. Keep the one that holds the statement.
        7:48 targets.queries[2].parameters[0]: found a group of keys, expected text, a number, \`true\` or \`false\`, \`null\`. Write one of these.
        8:7 targets.queries[3]: called \`odd\` like targets.queries[2]; names are unique. Give one of them another \`name:\`, or delete it.
        10:3 budgets["GET /aa"]: no target is called \`GET /aa\`; targets are \`/\`, \`GET /a\`, \`neither\`, \`both\`, \`odd\`. Did you mean \`GET /a\`? Rename it.
        11:3 budgets["nobody at all"]: no target is called \`nobody at all\`; targets are \`/\`, \`GET /a\`, \`neither\`, \`both\`, \`odd\`. Write the name of a target, or \`"*"\` for all of them.
        12:10 budgets["*"].lcp: unknown key. Did you mean \`lcp-ms\`? Rename it."
    `);
  });

  test.each([
    ['app: { start: node ., serve: public }', 'app.serve: there is `start` as well'],
    ['app: { ready: /health }', 'app: has neither `start` nor `serve`. Add `start:` with the command'],
    ['app: { start: null }', 'app: has neither `start` nor `serve`'],
    ['app: { serve: ../public }', 'app.serve: `../public` lies outside the repository'],
    ['app: { serve: 3 }', 'app.serve: found 3, expected text. Put quotes around it: `"3"`.'],
  ])('an app is started or served: %s', (text, complaint) => {
    expect(messageOf(text)).toContain(complaint);
    expect(messageOf(text)).toMatch(/has 1 error:/);
  });

  test('secrets are refused wherever the repository would publish them', () => {
    expect(
      messageOf(`app:
  start: node server.js
  port_env: LISTEN
  env:
    GITHUB: ghp_abcdefghijklmnopqrstuvwxyz0123456789
    STRIPE_API_KEY: r4Jk29sLqPz81MnVbXc0TyU7
    STATE: "postgres://app:hunter2@db.prod.acme.com/app"
    LISTEN: "3000"
    DATABASE_URL: postgres://localhost/app
    SESSION_SECRET: not-a-secret-at-all
database: {}
targets:
  routes:
    - path: /
      headers: { authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N }
`),
    ).toMatchInlineSnapshot(`
      ".github/perfcrew.yml has 6 errors:
        5:5 app.env.GITHUB: the value looks like a GitHub token; the code under review and everybody who reads the repository would see it. Write a dummy such as \`test\`, and revoke the real one if it was ever pushed.
        6:5 app.env.STRIPE_API_KEY: the value looks like a real secret; the code under review and everybody who reads the repository would see it. Write a dummy such as \`test\`, and revoke the real one if it was ever pushed.
        7:5 app.env.STATE: the value looks like a URL with a password; the code under review and everybody who reads the repository would see it. Write a dummy such as \`test\`, and revoke the real one if it was ever pushed.
        8:5 app.env.LISTEN: perfcrew sets \`LISTEN\` itself, to the free port of each side. Delete the line.
        9:5 app.env.DATABASE_URL: perfcrew sets \`DATABASE_URL\` itself, to each side's own database. Delete the line.
        15:18 targets.routes[0].headers.authorization: the value looks like a signed token (JWT); the code under review and everybody who reads the repository would see it. Sign a token of a test user by a dummy key that \`app.env\` gives the app, such as JWT_SECRET, and revoke the real one if it was ever pushed."
    `);
  });

  const TOKEN =
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6MX0.Et9HFtf9R3GEMA0IICOfFMVXY7kkTX1wr4qCyIf58qU';
  const withToken = (key: string, token: string) => `app: { start: x, env: { ${key}: not-a-secret } }
targets: { routes: [{ path: /, headers: { Authorization: Bearer ${token} } }] }
`;

  test('a token of a test user is taken where the configuration gives its key to the app', () => {
    const config = parseConfig(withToken('JWT_SECRET', TOKEN));
    expect(config.targets.routes[0]?.headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
  });

  test.each([
    ['no key is given', withToken('SESSION_NAME', TOKEN)],
    ['it was signed by a private key', withToken('JWT_SECRET', TOKEN.replace('JIUzI1NiI', 'JSUzI1NiI'))],
  ])('a token is refused where %s', (_, text) => {
    expect(messageOf(text)).toContain(
      'Sign a token of a test user by a dummy key that `app.env` gives the app',
    );
  });

  test('the parts of a database are set by perfcrew as its URL is', () => {
    const text =
      'app: { start: x, env: { DB_HOST: localhost } }\ndatabase: { parts_env: { host: DB_HOST } }\n';
    expect(messageOf(text)).toContain("perfcrew sets `DB_HOST` itself, to each side's own database");
  });

  test('paths that leave the repository and writes to nowhere', () => {
    expect(
      messageOf(`app: { start: x, directory: ../other }
setup: { directory: /srv }
database: { schema: ["C:/schema.sql"], seed: [a/../../b.sql], allow_writes: true }
`),
    ).toMatchInlineSnapshot(`
      ".github/perfcrew.yml has 5 errors:
        1:18 app.directory: \`../other\` lies outside the repository. Write a path from the root of the repository, such as \`packages/api\`.
        2:10 setup.directory: \`/srv\` lies outside the repository. Write a path from the root of the repository, such as \`packages/api\`.
        3:22 database.schema[0]: \`C:/schema.sql\` lies outside the repository. Write a path from the root of the repository, such as \`packages/api\`.
        3:47 database.seed[0]: \`a/../../b.sql\` lies outside the repository. Write a path from the root of the repository, such as \`packages/api\`.
        3:63 database.allow_writes: allows writing to an external database, and none is named. Delete the line, or name the variable that holds its URL in \`external_url_env:\`."
    `);
  });

  test('statistics of nobody and from outside', () => {
    const database = 'database: { schema: [a.sql], statistics: ';
    expect(messageOf(`${database}external }\n`)).toContain(
      'database.statistics: reads statistics from an external database, and none is named.',
    );
    expect(messageOf(`${database}../sizes.json }\n`)).toContain(
      '`../sizes.json` lies outside the repository',
    );
  });

  test.each(['- a\n', 'just text\n', '42\n'])('%j is no configuration', (text) => {
    expect(messageOf(text)).toContain('expected a group of keys');
  });

  test('a thousand errors are counted, fifty shown', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `zzzzzzzz${index}: 1`).join('\n');
    const lines = messageOf(text).split('\n');
    expect(lines).toHaveLength(52);
    expect(lines.at(0)).toBe('.github/perfcrew.yml has 1000 errors:');
    expect(lines.at(-1)).toBe('  … and 950 more, shown once these are mended');
  });
});

describe('what cannot be read', () => {
  test.each([
    ['a syntax error', 'a: 1\nb: [1, 2\nc: 3\n'],
    ['a key twice', 'version: 1\nversion: 1\n'],
    ['a tab', 'app:\n\tstart: x\n'],
    ['a foreign tag', 'app: !!js/function "x"\n'],
    ['two documents', 'version: 1\n---\nversion: 1\n'],
    ['an unknown alias', 'app: *nothing\n'],
    ['endless nesting', '['.repeat(50_000)],
    ['too many bytes', `# ${'x'.repeat(256_000)}`],
    [
      'an alias bomb',
      ['x', 'a', 'b', 'c', 'd', 'e', 'f'].reduce(
        (text, name, index, all) =>
          index === 0
            ? 'x: &x [1,1,1,1,1,1,1,1,1]\n'
            : `${text}${name}: &${name} [${Array(9)
                .fill(`*${all[index - 1]}`)
                .join(',')}]\n`,
        '',
      ),
    ],
  ])('%s', (name, text) => {
    const { code, message, mend } = problemOf(text);
    expect(code).toBe('config-unreadable');
    expect({ name, message, mend }).toMatchSnapshot();
  });
});

describe('laws', () => {
  test('any YAML value is accepted or refused by a Problem, never by a crash', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('app', 'targets', 'budgets', 'database', 'setup', 'x', '__proto__'),
          fc.jsonValue(),
        ),
        (value) => {
          try {
            parseConfig(stringify(value));
          } catch (error) {
            expect(isProblem(error)).toBe(true);
          }
        },
      ),
      { seed: 20_26, numRuns: 300 },
    );
  });
});
