// Which functions can be asked the same before and after a patch, and what they are asked.
import { describe, expect, it } from 'vitest';
import { findComparable } from '../../src/prove/functions/find-comparable.ts';

function compare(
  before: string,
  { after = `${before}\n// changed\n`, tests = [] as readonly string[] } = {},
) {
  return findComparable({ path: 'lib/a.js', before, after }, tests, 1);
}

describe('functions that can be asked', () => {
  it.each([
    ['a named export', 'export function a(text) { return text.trim(); }', 'a'],
    ['an arrow function', 'export const a = (text) => text.split(",");', 'a'],
    ['a default export', 'export default function (list) { return list.map((one) => one * 2); }', 'default'],
    ['a list of exports', 'function a(n) { return n * 2 }\nexport { a as b };', 'b'],
    ['CommonJS', "'use strict';\nmodule.exports = a;\nfunction a(n) { return n - 1; }", 'default'],
    ['a field of CommonJS', 'exports.a = function a(n) { return n - 1; };', 'default.a'],
    ['an object of CommonJS', 'function a(n) { return n - 1 }\nmodule.exports = { a };', 'default.a'],
    ['help of its own file', 'const twice = (n) => n * 2;\nexport const a = (n) => twice(n) + 1;', 'a'],
    [
      'a loop with a label',
      'export function a(s) { out: for (const c of s.split("")) { if (c) break out; } return s; }',
      'a',
    ],
  ])('%s', (_what, text, name) => {
    const { comparable, left } = compare(text);
    expect(left).toEqual([]);
    expect(comparable.map((one) => one.name)).toEqual([name]);
    expect(comparable[0]?.inputs.length).toBeGreaterThan(200);
  });

  it.each([
    ['waiting', 'export async function a(x) { return x; }', /does not answer at once/],
    ['the clock', 'export function a(x) { return x + Date.now(); }', /asks the clock/],
    ['dice', 'export function a(x) { return x + Math.random(); }', /throws dice/],
    [
      'files',
      "import { readFileSync } from 'node:fs';\nexport const a = (p) => readFileSync(p + 'x');",
      /uses node:fs/,
    ],
    [
      'what is not its own',
      'export function a(x) { globalThis.seen.push(x); return x; }',
      /changes `globalThis`, which is not its own|uses `globalThis`/,
    ],
    ['`this`', 'export function a(x) { return this.b + x; }', /`this`/],
    [
      'a callback',
      'export function a(list, fn) { return list.map((one) => fn(one)); }',
      /calls what it is given/,
    ],
    ['a Map', 'export function a(map) { return map.size; }', /a Map or a Set/],
    [
      'a server',
      "import { app } from './app.js';\napp.listen(1);\nexport const a = (n) => n * 2;",
      /does something when it is loaded/,
    ],
    [
      'help that waits on chance',
      'const dice = () => Math.random();\nexport const a = (n) => n * dice();',
      /throws dice/,
    ],
  ])('not %s', (_what, text, reason) => {
    const { comparable, left } = compare(text);
    expect(comparable).toEqual([]);
    expect(left[0]).toMatch(reason);
  });

  it.each([
    ['a buffer', 'const kept = [];\nexport function a(x) { kept.push(x); return kept.pop(); }'],
    ['a counter', 'let n = 0;\nexport function a(x) { n += x; return n; }'],
  ])('asks what keeps %s to itself: whether answers depend on it shows then', (_what, text) => {
    expect(compare(text).comparable).toHaveLength(1);
  });

  it('compares state that the patch brings, which is what the comparison is to show', () => {
    const before = 'export function a(text) { return /x/.test(text); }';
    const after =
      'const X = /x/g;\nlet last = 0;\nexport function a(text) { last += 1; return X.test(text); }';
    expect(compare(before, { after }).comparable).toHaveLength(1);
  });

  it('leaves functions alone that the patch cannot have changed', () => {
    const before = 'export const a = (n) => n * 2;\nexport const b = (n) => n * 3;';
    const after = before.replace('n * 3', '3 * n');
    expect(compare(before, { after }).comparable.map(({ name }) => name)).toEqual(['b']);
  });
});

describe('what they are asked', () => {
  const inputsOf = (text: string, tests: readonly string[] = []) =>
    compare(text, { tests }).comparable[0]?.inputs ?? [];

  it('is shaped as the code reads it', () => {
    const inputs = inputsOf(
      'export function a({ name, tags }) { return name.trim() + tags.map((tag) => tag.id * 2); }',
    );
    for (const [one] of inputs)
      expect(one).toMatchObject({ name: expect.any(String), tags: expect.any(Array) });
  });

  it('holds the words of the code, long lists, and what the tests ask', () => {
    const text = 'export function a(list) { return list.filter((one) => one.endsWith("wombat")); }';
    const inputs = inputsOf(text, ['test("x", () => { a(["quokka"]); });']);
    expect(inputs[0]).toEqual([['quokka']]);
    expect(JSON.stringify(inputs)).toContain('wombat');
    expect(Math.max(...inputs.map(([list]) => (Array.isArray(list) ? list.length : 0)))).toBeGreaterThan(60);
  });

  it('is whole where the code takes it apart into bits', () => {
    for (const [n] of inputsOf('export const a = (n) => (n & 1) + n * 2;'))
      expect(n).toSatisfy(Number.isInteger);
  });

  it('is the same for the same seed', () => {
    const text = 'export const a = (x, y) => x + y;';
    expect(inputsOf(text)).toEqual(inputsOf(text));
  });
});

describe('what tests hand over', () => {
  const before = 'module.exports = function (text) { return text.trim(); };';
  const inputsOf = (test: string): readonly unknown[] =>
    findComparable({ path: 'lib/trim.js', before, after: `${before}\n// changed\n` }, [test], 1)
      .comparable.flatMap(({ inputs }) => inputs)
      .map(([text]) => text);
  it.each([
    ['under a name of its own', "const cut = require('../lib/trim'); equal(cut(' From a test '), 1);"],
    ['by import', "import cut from '../lib/trim.js'; equal(cut(' From a test '), 1);"],
    ['through the package', "const cut = require('..'); equal(cut(' From a test '), 1);"],
  ])('is asked too: a default export %s', (_what, test) => {
    expect(inputsOf(test)).toContain(' From a test ');
  });

  it('is not taken from calls of another module', () => {
    const test = "const cut = require('../lib/other'); cut(' From a test ');";
    expect(inputsOf(test)).not.toContain(' From a test ');
  });
});
