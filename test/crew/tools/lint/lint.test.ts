// What a caller of the linter sees: lines, changed lines, fragments, script blocks, and what must stay silent.
import { expect, test } from 'vitest';
import { lintFindingSchema } from '../../../../src/crew/tools/lint/finding.ts';
import { lint } from '../../../../src/crew/tools/lint/lint.ts';

const rulesIn = (text: string, path = 'src/a.ts'): readonly string[] =>
  lint({ path, text }).map(({ rule }) => rule);

const CLONE = 'const a = 1;\nexport const copy = (value) => JSON.parse(JSON.stringify(value));\n';

test('a finding names its line and is plain data', () => {
  const [finding, ...others] = lint({ path: 'src/copy.ts', text: CLONE });
  expect(others).toEqual([]);
  expect(lintFindingSchema.parse(finding)).toMatchObject({
    rule: 'json-clone',
    path: 'src/copy.ts',
    line: 2,
  });
});

test('only changed lines are told where they are given', () => {
  expect(lint({ path: 'src/copy.ts', text: CLONE, changedLines: new Set([1]) })).toEqual([]);
  expect(lint({ path: 'src/copy.ts', text: CLONE, changedLines: new Set([2]) })).toHaveLength(1);
});

test.each([
  ['the middle of a function', '  }\n  const copy = JSON.parse(JSON.stringify(value));\n  if (copy) {\n'],
  ['a method', '  copy() {\n    return JSON.parse(JSON.stringify(this.value));\n  }\n'],
  ['properties of an object', '  copy: (value) =>\n    JSON.parse(JSON.stringify(value)),\n'],
  [
    'the end of a method and the next one',
    '  }\n    return JSON.parse(JSON.stringify(value));\n  }\n\n  next(value: string): void {\n',
  ],
  [
    'the second branch of a condition',
    '    } else {\n      copy = JSON.parse(JSON.stringify(value));\n    }\n',
  ],
  [
    'a fragment between two comments',
    '   * of a comment. */\n  const copy = JSON.parse(JSON.stringify(value));\n\n  /**\n   * Begins.\n',
  ],
  [
    'a fragment that ends inside of a call',
    '  const one = 1;\n  const copy = JSON.parse(JSON.stringify(value));\n  register({\n    name: (',
  ],
  [
    'a script block of Vue',
    '<template><b/></template>\n<script>const copy = JSON.parse(JSON.stringify({}));</script>\n',
  ],
])('%s is read, with its own lines', (_, text) => {
  const findings = lint({ path: text.startsWith('<') ? 'a.vue' : 'a.ts', text });
  expect(findings.map(({ rule, line }) => [rule, line])).toEqual([['json-clone', 2]]);
});

test('what is not sure is told to who asks for it, and to nobody of a test', () => {
  const text = "export function isWeb(type) { return ['html', 'css', 'js', 'wasm', 'svg'].includes(type); }";
  const rulesAt = (path: string, minConfidence: 'low' | 'medium'): readonly string[] =>
    lint({ path, text, minConfidence }).map(({ rule }) => rule);
  expect(rulesAt('src/a.ts', 'medium')).toEqual([]);
  expect(rulesAt('src/a.ts', 'low')).toEqual(['constant-list-per-call']);
  expect(rulesIn(CLONE)).toEqual(['json-clone']);
  expect(rulesIn(CLONE, 'src/copy.test.ts')).toEqual([]);
});

test('no text makes it throw', () => {
  for (const text of ['', '}{', '<<<<<<< HEAD', 'const = ;', '`', '\u0000', '@', '/*', 'class {'])
    expect(() => lint({ path: 'a.ts', text })).not.toThrow();
});

test('a name that means something else in an inner scope is not mistaken', () => {
  expect(
    rulesIn(
      'const users = [];\nfor (const row of rows) {\n  const users = row.users;\n  users.includes(row.id);\n}',
    ),
  ).toEqual([]);
});

test('a search in a text, a short written list, or a Set is no search of a list', () => {
  expect(
    rulesIn('function f(rows: Row[], text: string) { return rows.filter((row) => text.includes(row.id)); }'),
  ).toEqual([]);
  expect(
    rulesIn(
      "const KINDS = ['a', 'b'];\nexport const f = (rows) => rows.filter((row) => KINDS.includes(row.kind));",
    ),
  ).toEqual([]);
});

test('waits whose order matters stay', () => {
  expect(
    rulesIn(
      'async function f(pages) { let last; for (const page of pages) { last = await load(page, last); } return last; }',
    ),
  ).toEqual([]);
  expect(
    rulesIn('async function f(urls) { for (const url of urls) { if (await check(url)) return url; } }'),
  ).toEqual([]);
});

test('synchronous reads are nobody’s harm in scripts, at start, and as a look at a file', () => {
  expect(rulesIn("async function f() { fs.readFileSync('a'); }", 'scripts/build.ts')).toEqual([]);
  expect(rulesIn("const text = fs.readFileSync('a');\nexport async function f() { await g(text); }")).toEqual(
    [],
  );
  expect(rulesIn("async function f() { return fs.existsSync('a'); }")).toEqual([]);
});
