// What a caller of the scan sees: lines, changed lines, where values come from, and what must stay silent.
import { expect, test } from 'vitest';
import { securityFindingSchema } from '../../../../src/crew/tools/security/finding.ts';
import { scanSecurity } from '../../../../src/crew/tools/security/scan-security.ts';

const scan = (text: string, path = 'src/a.ts') => scanSecurity({ files: [{ path, text }] });
const handler = (body: string): string =>
  `import fs from 'node:fs';\nimport { exec } from 'node:child_process';\napp.get('/a/:id', async (req, res) => {\n${body}\n});\n`;
const rulesIn = (body: string): readonly string[] => scan(handler(body)).map(({ rule }) => rule);

const QUERY = handler(
  'const { id } = req.params;\nconst sql = `SELECT * FROM a WHERE id = ${id}`;\nawait db.query(sql);',
);

test('a finding names its line and is plain data', () => {
  const [finding, ...others] = scan(QUERY);
  expect(others).toEqual([]);
  expect(securityFindingSchema.parse(finding)).toMatchObject({
    rule: 'sql-injection',
    confidence: 'high',
    path: 'src/a.ts',
    line: 6,
    cwe: 'CWE-89',
  });
});

test('only what touches a changed line is told where they are given', () => {
  const files = [{ path: 'src/a.ts', text: QUERY }];
  expect(scanSecurity({ files, changedLines: new Map([['src/a.ts', new Set([5])]]) })).toEqual([]);
  expect(scanSecurity({ files, changedLines: new Map([['src/a.ts', new Set([6])]]) })).toHaveLength(1);
  expect(scanSecurity({ files, changedLines: new Map() })).toEqual([]);
});

test.each([
  ['a concatenation', "await db.query('DELETE FROM a WHERE id = ' + req.params.id);", 'sql-injection'],
  ['a value through trim', 'const id = req.query.id.trim();\nres.redirect(id);', 'open-redirect'],
  ['an address as options', 'await fetch(new URL(req.body.url));', 'server-side-request'],
  ['an open host', 'await fetch(`https://${req.query.host}/a`);', 'server-side-request'],
  ['a command', 'exec(`ls ${req.query.folder}`);', 'command-injection'],
  ['a file', "fs.readFileSync('./files/' + req.params.id);", 'path-traversal'],
  ['a slow pattern', 'res.json(/^(\\w+,?)+$/.test(req.query.list));', 'regex-input'],
  ['markup for the answer of prisma', 'await prisma.$queryRawUnsafe(req.body.sql);', 'sql-injection'],
])('%s is told', (_, body, rule) => {
  expect(rulesIn(body)).toEqual([rule]);
});

test.each([
  ['a number', 'await db.query(`SELECT * FROM a WHERE id = ${Number(req.params.id)}`);'],
  ['placeholders', "await db.query('SELECT * FROM a WHERE id = $1', [req.params.id]);"],
  ['a tagged template', 'await sql`SELECT * FROM a WHERE id = ${req.params.id}`;'],
  ['a constant table', "const TABLE = 'a';\nawait db.query(`SELECT * FROM ${TABLE}`);"],
  [
    'a list that is asked first',
    'if (!FOLDERS.has(req.params.id)) return;\nconst id = req.params.id;\nif (!FOLDERS.has(id)) return;\nfs.readFile(id, () => {});',
  ],
  ['a fixed host', 'await fetch(`https://api.test/${req.params.id}`);'],
  ['the last part of a path', 'fs.readFileSync(path.join(ROOT, path.basename(req.params.id)));'],
  ['a file below a root', "res.sendFile(req.params.id, { root: '/srv' });"],
  ['a pattern’s own exec', 'const found = /a/.exec(`${req.params.id}`);\nres.json(found !== null);'],
  ['a query of another kind', 'cache.get(`user:${req.params.id}`);'],
])('%s is silent', (_, body) => {
  expect(rulesIn(body)).toEqual([]);
});

test('tests, fixtures and documentation may hold dangerous code', () => {
  for (const path of ['test/a.ts', 'src/a.test.ts', 'fixtures/a.js', 'docs/a.js'])
    expect(scan(QUERY, path)).toEqual([]);
});

test('a merge of one’s own is told where it follows every key', () => {
  const merge = (guard: string): string =>
    `function merge(a, b) {\n  for (const key in b) {\n    ${guard}\n    if (typeof b[key] === 'object') merge(a[key], b[key]);\n    else a[key] = b[key];\n  }\n}`;
  expect(scan(merge('')).map(({ rule }) => rule)).toEqual(['prototype-pollution']);
  expect(scan(merge("if (key === '__proto__') continue;"))).toEqual([]);
});

test('a workflow names each dangerous line of a script', () => {
  const text =
    'on:\n  pull_request_target:\njobs:\n  a:\n    steps:\n      - run: |\n          echo ok\n          git checkout ${{ github.head_ref }}\n          echo ${{ github.event.pull_request.head.sha }}\n';
  expect(scan(text, '.github/workflows/a.yml').map(({ rule, line }) => [rule, line])).toEqual([
    ['workflow-injection', 8],
  ]);
});

test('no text makes it throw', () => {
  for (const path of ['a.ts', 'a.vue', '.github/workflows/a.yml', 'Dockerfile', 'a.txt'])
    for (const text of ['', '}{', 'on: [', '- a\n- b', '`', '\u0000', 'FROM', 'RUN \\', 'class {', '&a *b'])
      expect(() => scan(text, path)).not.toThrow();
});
