// Old and new code answer alike, or throw alike, whatever they are asked.
import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { CODEMODS } from '../../../src/crew/codemods/codemods.ts';
import { applyEdits } from '../../../src/crew/codemods/edit.ts';
import { openFingerprinter } from '../../../src/measure/n-plus-one/fingerprint-statement.ts';
import { parseSource } from '../../../src/crew/tools/lint/parse.ts';
import { readSource } from '../../../src/crew/tools/lint/source.ts';

type Run = (...args: readonly unknown[]) => unknown;

beforeAll(async () => void (await openFingerprinter()));

/** The mended text; each case is mended exactly once. */
function mended(kind: string, text: string): string {
  const parsed = parseSource('a.js', text);
  if (parsed === null) throw new Error('The example has no tree.');
  const code = readSource('a.js', parsed);
  const mends = CODEMODS.filter(({ id }) => id === kind).flatMap(({ find }) =>
    find({ path: 'a.js', text, code, project: [], lintFindings: [] }),
  );
  expect(mends).toHaveLength(1);
  return applyEdits(text, mends[0]?.edits ?? []) ?? '';
}

async function load(text: string): Promise<Run> {
  const { run } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`);
  return run;
}

async function answer(run: Run, args: readonly unknown[]): Promise<unknown> {
  try {
    return { answer: await run(...args) };
  } catch (error) {
    return { thrown: error instanceof Error ? error.name : error };
  }
}

const odd = fc.constantFrom(
  Number.NaN,
  -0,
  0,
  1,
  2,
  '',
  'a',
  'of',
  'the',
  '1',
  null,
  undefined,
  true,
  Infinity,
);
const lists = fc
  .array(odd, { maxLength: 8 })
  .chain((list) => fc.constantFrom(list, Object.freeze([...list])));
const words = fc
  .array(fc.constantFrom('a', 'of', 'Oak', 'table', '2025-01'), { maxLength: 6 })
  .map((all) => all.join(' '));
const items = fc.array(fc.record({ name: words, kind: odd }), { minLength: 1, maxLength: 4 });
const KNOWN = "['a', 'of', 'the', 1, 0, null, true]";

const CASES: readonly (readonly [string, string, fc.Arbitrary<unknown>])[] = [
  [
    'set-lookup',
    `const KNOWN = ${KNOWN};\nexport const run = (all) => all.filter((one) => KNOWN.includes(one));`,
    lists,
  ],
  [
    'set-lookup',
    `const KNOWN = ${KNOWN};\nexport const run = (all) => all.map((one) => [KNOWN.indexOf(one) !== -1, KNOWN.indexOf(one) < 0, (KNOWN.indexOf(one)) >= 0]);`,
    lists,
  ],
  [
    'list-to-set',
    'export const run = (all) => {\n  const known = all.slice(0, 3).map((one) => one);\n  return all.filter((one) => known.includes(one) && known.length > 1);\n};',
    lists,
  ],
  [
    'list-to-set',
    'export function run(all) {\n  const known = [...all, NaN, undefined];\n  let found = 0;\n  for (const one of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...all]) {\n    if (!known.includes(one)) found += 1;\n  }\n  return found;\n}',
    lists,
  ],
  [
    'hoist-literal',
    'export function run(at) {\n  const table = [1, 2, 3, 4, 5, 6, 7, 8];\n  return [table[at], table.includes(at), [...table]];\n}',
    odd,
  ],
  [
    'hoist-literal',
    'export function run(at) {\n  const table = { a: 1, of: 2, the: 3, b: 4, c: 5, d: 6, e: 7, f: 8 };\n  return table[at];\n}',
    odd,
  ],
  [
    'hoist-regex',
    "export function run(all) {\n  return new RegExp('^\\\\d{4}', 'u').exec(all)?.[0];\n}",
    words,
  ],
  [
    'hoist-regex',
    'export function run(all) {\n  const found = [];\n  for (const one of String(all).split(" ")) found.push(`${one}`.replace(/[a-o]/g, "-"));\n  return found;\n}',
    words,
  ],
  [
    'hoist-instance',
    "export function run(at) {\n  const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });\n  return money.format(at);\n}",
    odd,
  ],
  [
    'find-first',
    'export const run = (all) => Array.from(all).filter((one) => one === 1 || one === "of")[0];',
    lists,
  ],
  [
    'push-in-reduce',
    'export const run = (all) => all.reduce((done, one, at) => [...done, one, at], []);',
    lists,
  ],
  [
    'push-in-reduce',
    'export const run = (all) => all.reduce((done, one) => (one ? done.concat([one]) : done), []);',
    lists,
  ],
  [
    'push-in-reduce',
    'export const run = (all) => all.reduce((done, one) => {\n  if (one === null) return done;\n  if (one === 1) return [...done, one, one];\n  return [...done, { one }];\n}, []);',
    lists,
  ],
  [
    'push-in-reduce',
    'export const run = (all) => all.reduce((done, one) => [...done, one.length], []);',
    lists,
  ],
  [
    'memo-fields',
    'function wordsOf(item) {\n  return new Set(item.name.toLowerCase().split(" ").map((word) => `${word}:${item.kind}`));\n}\nfunction shared(one, other) {\n  const words = wordsOf(one);\n  return [...wordsOf(other)].filter((word) => words.has(word)).length;\n}\nconst table = (all) => all.map((one) => all.map((other) => shared(one, other)));\nexport const run = (all) => {\n  const copies = all.map((one) => ({ ...one }));\n  const before = table(copies);\n  copies[0].name += " oak";\n  copies[0].kind = [copies[0].kind];\n  const between = table(copies);\n  copies[0].kind[0] = "other";\n  return [before, between, table(copies)];\n};',
    items,
  ],
  [
    'memo-fields',
    'function wordsOf(item) {\n  return item.name.split(" ");\n}\nexport const run = (all) => all.map((one) => all.map((other) => wordsOf(one).includes(wordsOf(other).join(" "))));',
    lists,
  ],
  [
    'parallel-awaits',
    'const fetch = undefined;\nexport async function run(all) {\n  const db = { query: async (sql) => { if (all.includes(1)) throw new TypeError(sql); return [sql, all]; } };\n  const one = await db.query("SELECT 1");\n  const { length } = await db.query("SELECT 2");\n  return [one, length];\n}',
    lists,
  ],
  [
    'one-query',
    'export async function run(all) {\n  const db = { query: async (sql, [keys] = []) => {\n    if (!sql.includes("WHERE")) return all.map((id) => ({ id }));\n    const wanted = [keys].flat().map(String);\n    return [3, 1, 2, 1].map((order_id, at) => ({ order_id, at })).filter((row) => wanted.includes(String(row.order_id)));\n  } };\n  const rows = await db.query("SELECT id FROM orders");\n  const done = [];\n  for (const row of rows) {\n    const items = await db.query("SELECT order_id, at FROM items WHERE order_id = $1 ORDER BY at", [row.id]);\n    done.push({ ...row, items });\n  }\n  return done;\n}',
    fc.array(fc.constantFrom(1, 2, 3, '1', 4), { maxLength: 6 }),
  ],
];

test.each(CASES)('%s: %#', async (kind, text, arguments_) => {
  const [before, after] = await Promise.all([load(text), load(mended(kind, text))]);
  await fc.assert(
    fc.asyncProperty(arguments_, async (given) => {
      expect(await answer(after, [given])).toEqual(await answer(before, [given]));
    }),
    { numRuns: 60, seed: 7 },
  );
});

test.each([
  [
    'what runs in a page',
    'export const run = (page) => page.evaluate(() => new RegExp("a").test(document.title));',
  ],
  [
    'what is handed to a page by name',
    'const read = (x) => new RegExp("a").test(x);\nexport const run = (page) => page.evaluate(read);',
  ],
  ['a pattern with a memory', 'export const run = (t) => new RegExp("a", "g").test(t);'],
  ['a pattern handed on', 'export const run = (t) => t.use(new RegExp("a"));'],
  [
    'a list that is changed',
    'export function run(x) {\n  const all = [1, 2, 3, 4, 5, 6, 7, 8];\n  all.push(x);\n  return all[0];\n}',
  ],
  [
    'a list that is returned',
    'export function run() {\n  const all = [1, 2, 3, 4, 5, 6, 7, 8];\n  return all;\n}',
  ],
  [
    'a list that is exported',
    "export const ALL = ['a', 'b', 'c', 'd', 'e'];\nexport const run = (x) => x.filter((one) => ALL.includes(one));",
  ],
  [
    'a place asked for, not a presence',
    "const ALL = ['a', 'b', 'c', 'd', 'e'];\nexport const run = (x) => x.map((one) => ALL.indexOf(one));",
  ],
  [
    'from a place on',
    "const ALL = ['a', 'b', 'c', 'd', 'e'];\nexport const run = (x) => x.filter((one) => ALL.includes(one, 2));",
  ],
  [
    'an earlier copy somebody holds',
    'export const run = (all, seen) => all.reduce((done, one) => { seen.push(done); return [...done, one]; }, []);',
  ],
  [
    'a start that is not its own',
    'export const run = (all, start) => all.reduce((done, one) => [...done, one], start);',
  ],
  ['a test with effects', 'export const run = (seen, ...all) => all.filter((one) => seen.push(one))[0];'],
  ['a filter of nobody knows what', 'export const run = (all) => all.filter((one) => one === 1)[0];'],
  [
    'a wait that needs another',
    'export async function run(db) {\n  const one = await db.query("SELECT 1");\n  const two = await db.query("SELECT 2", [one]);\n  return two;\n}',
  ],
  [
    'a write beside a read',
    'export async function run(db) {\n  const one = await db.query("DELETE FROM a");\n  const two = await db.query("SELECT 2");\n  return [one, two];\n}',
  ],
  [
    'a clock',
    'function now(x) { return [`${x.a}`.split(" "), Date.now()]; }\nexport const run = (all) => all.map((one) => all.map((other) => now(one).length + now(other).length));',
  ],
  [
    'a loop that stops at a limit of the statement',
    'export async function run(db) {\n  const rows = await db.query("SELECT id FROM a");\n  for (const row of rows) {\n    const items = await db.query("SELECT b_id FROM b WHERE b_id = $1 LIMIT 1", [row.id]);\n    row.items = items;\n  }\n}',
  ],
])('%s is left alone', (_, text) => {
  const parsed = parseSource('a.js', text);
  if (parsed === null) throw new Error('The example has no tree.');
  const code = readSource('a.js', parsed);
  const found = CODEMODS.flatMap(({ id, find }) =>
    find({ path: 'a.js', text, code, project: [], lintFindings: [] }).map(() => id),
  );
  expect(found).toEqual([]);
});
