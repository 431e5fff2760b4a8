// What holds for every codemod: its example, its second look, and that nobody else's lines move.
import { describe, expect, test } from 'vitest';
import { CODEMODS } from '../../../src/crew/codemods/codemods.ts';
import { deferScript } from '../../../src/crew/codemods/kinds/defer-script.ts';
import { proposeFixes } from '../../../src/crew/codemods/propose-fixes.ts';
import { proposalSchema } from '../../../src/crew/proposal.ts';
import { checkOut } from './apply-patches.ts';

const ALL = [
  ...CODEMODS.map((codemod) => ({ ...codemod, path: 'src/a.js' })),
  { ...deferScript, path: 'index.html' },
];

const kindsOf = async (path: string, text: string): Promise<readonly string[]> =>
  (await proposeFixes({ files: [{ path, text }] })).map(({ kind }) => kind);

describe.each(ALL)('$id', ({ id, bad, good, path }) => {
  test('mends its bad example once, for good', async () => {
    const proposals = (await proposeFixes({ files: [{ path, text: bad }] })).filter(
      ({ kind }) => kind === id,
    );
    expect(proposals).toHaveLength(1);
    const [proposal] = proposals.map((one) => proposalSchema.parse(one));
    using checkout = checkOut([{ path, text: bad }]);
    checkout.apply(proposal?.patch ?? '');
    expect(await kindsOf(path, checkout.read(path) ?? '')).not.toContain(id);
  });

  test('leaves its good example alone', async () => {
    expect(await kindsOf(path, good)).not.toContain(id);
  });

  test('keeps the ends of lines, and the lines around', async () => {
    const before = `// first\n\n${bad}// last, without an end`
      .replaceAll('\n', '\r\n')
      .replace('// first', path.endsWith('l') ? '<!-- -->' : '// first');
    const [proposal] = (await proposeFixes({ files: [{ path, text: before }] })).filter(
      ({ kind }) => kind === id,
    );
    using checkout = checkOut([{ path, text: before }]);
    checkout.apply(proposal?.patch ?? '');
    const after = checkout.read(path) ?? '';
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(after.endsWith('\r\n// last, without an end')).toBe(true);
  });

  test('keeps its id when lines move above it', async () => {
    const idOf = async (text: string): Promise<string | undefined> =>
      (await proposeFixes({ files: [{ path, text }] })).find(({ kind }) => kind === id)?.id;
    expect(await idOf(`\n\n${bad}`)).toBe(await idOf(bad));
  });
});

test('only what touches a changed line is mended', async () => {
  const [{ bad }] = CODEMODS;
  const files = [{ path: 'a.js', text: bad }];
  const on = (line: number) => proposeFixes({ files, changedLines: new Map([['a.js', new Set([line])]]) });
  expect([(await on(4)).length, (await on(1)).length]).toEqual([1, 0]);
});

test('neither bundles nor fragments are touched', async () => {
  const [{ bad }] = CODEMODS;
  const paths = ['dist/a.js', 'node_modules/x/a.js', 'a.min.js', 'a.d.ts', 'a.md'];
  for (const path of paths) expect(await kindsOf(path, bad)).toEqual([]);
  expect(await kindsOf('a.js', `${bad}}`)).toEqual([]);
});

test('patches of one file that stand apart are taken in any order', async () => {
  const text = [
    "import fs from 'node:fs';",
    "export const known = ['a', 'b', 'c', 'd', 'e'];",
    ...Array.from({ length: 8 }, () => ''),
    'export const doubled = (all) => all.reduce((done, item) => [...done, item * 2], []);',
    ...Array.from({ length: 8 }, () => ''),
    'export const byId = (id, ...all) => all.filter((item) => item.id === id)[0];',
    ...Array.from({ length: 8 }, () => ''),
    "export async function page(path) { return fs.readFileSync(path, 'utf8').trim(); }",
  ].join('\n');
  const files = [{ path: 'a.js', text }];
  const patches = (await proposeFixes({ files })).map(({ patch }) => patch);
  expect(patches).toHaveLength(3);
  const [one, two, three] = patches;
  const outcomes = [
    [one, two, three],
    [three, two, one],
    [two, three, one],
  ].map((order) => {
    using checkout = checkOut(files);
    for (const patch of order) checkout.apply(patch ?? '');
    return checkout.read('a.js');
  });
  expect(new Set(outcomes).size).toBe(1);
});
