// What a browser loads: the shop's slow branch, and each thing on a page that makes its visitor wait.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { weighChange } from '../../../../src/crew/tools/weight/weigh-change.ts';
import type { Asset } from '../../../../src/crew/tools/weight/weight-side.ts';

const SHOP = join(import.meta.dirname, '../../../../examples/shop');

function shopSide(branch: 'good' | 'slow', places: readonly (readonly ['good' | 'slow', string])[]) {
  const assets = places.map(([folder, path]): Asset => {
    const file = join(SHOP, folder, path);
    return { path, sizeBytes: statSync(file).size, gzipBytes: gzipSync(readFileSync(file)).length };
  });
  const text = readFileSync(join(SHOP, branch, 'public/index.html'), 'utf8');
  return { files: [{ path: 'public/index.html', text }], assets };
}

test('the shop’s slow branch: the blocking script is told with its line and size', () => {
  const base = shopSide('good', [
    ['good', 'public/app.js'],
    ['good', 'public/style.css'],
  ]);
  const head = shopSide('slow', [
    ['slow', 'public/app.js'],
    ['good', 'public/style.css'],
    ['slow', 'public/vendor/place-search.js'],
  ]);
  const { findings, pages, assets } = weighChange({ base, head });
  expect(findings).toMatchObject([
    {
      kind: 'blocking-script',
      severity: 'high',
      origin: 'change',
      location: { path: 'public/index.html', line: 10, side: 'head' },
      sizeBytes: statSync(join(SHOP, 'slow/public/vendor/place-search.js')).size,
    },
  ]);
  expect(assets.map(({ path }) => path)).toEqual(['public/app.js', 'public/vendor/place-search.js']);
  const [page] = pages;
  expect((page?.head.sizeBytes ?? 0) - (page?.base?.sizeBytes ?? 0)).toBeGreaterThan(245_000);
  expect(page?.head.gzipBytes).toBeGreaterThan(page?.base?.gzipBytes ?? Infinity);
});

const kindsOf = (html: string, before = '', assets: readonly Asset[] = []): readonly string[] =>
  weighChange({
    base: { files: [{ path: 'web/index.html', text: before }] },
    head: { files: [{ path: 'web/index.html', text: html }], assets },
  }).findings.map(({ kind, origin, location }) => `${kind} ${origin} ${location?.line}`);
const head = (tags: string): string => `<!doctype html>\n<html><head>\n${tags}\n</head><body></body></html>`;

test.each([
  ['<script src=/a.js></script>', 'blocking-script'],
  ['<link rel="stylesheet" href="https://cdn.test/a.css">', 'blocking-stylesheet'],
  ['<link rel="preload" as="font" href="/a.woff2">', 'font-fetched-twice'],
])('%s is told', (tag, kind) => {
  expect(kindsOf(head(tag))).toEqual([`${kind} change 3`]);
  expect(kindsOf(head(tag), head(tag))).toEqual([`${kind} before 3`]);
});

test.each([
  ['<script defer src="/a.js"></script>'],
  ['<script async src="/a.js"></script>'],
  ['<script type="module" src="/a.js"></script>'],
  ['<script type="application/json" src="/a.json"></script>'],
  ['<!-- <script src="/a.js"></script> -->'],
  ['<template><script src="/a.js"></script></template>'],
  ['<link rel="stylesheet" href="/a.css">'],
  ['<link rel="stylesheet" href="https://cdn.test/a.css" media="print">'],
  ['<link rel="preload" as="font" href="/a.woff2" crossorigin>'],
])('%s is silent', (tag) => {
  expect(kindsOf(head(tag))).toEqual([]);
});

test('scripts in the body wait for nobody; images tell their size and their bytes', () => {
  const page = (body: string): string => `<!doctype html><head></head>\n<body>\n${body}</body>`;
  const assets = [{ path: 'web/img/a.jpg', sizeBytes: 900_000, gzipBytes: null }];
  expect(kindsOf(page('<script src="/a.js"></script>'))).toEqual([]);
  expect(kindsOf(page('<img src="img/a.jpg?v=1" alt="">'), '', assets)).toEqual([
    'image-without-size change 3',
    'heavy-image change 3',
  ]);
  expect(kindsOf(page('<img src="b.jpg" width="3" height="4">'), '', assets)).toEqual([]);
});

test('imports of the whole, and of slow modules for one function alone', () => {
  const weigh = (text: string): readonly string[] =>
    weighChange({ base: { files: [] }, head: { files: [{ path: 'src/a.ts', text }] } }).findings.map(
      ({ kind }) => kind,
    );
  expect(weigh("import _ from 'lodash';\nexport const a = _.uniq([1]);")).toEqual(['whole-import']);
  expect(weigh("import uniq from 'lodash/uniq';\nexport const a = uniq([1]);")).toEqual([]);
  const report = "import xlsx from 'xlsx';\nexport function report() { return xlsx.write({}); }\n";
  expect(weigh(report)).toEqual(['rare-import']);
  expect(weigh(`${report}export function other() { return xlsx.read(''); }`)).toEqual([]);
  expect(weigh("import type { Book } from 'xlsx';\nexport const f = (book: Book) => book;")).toEqual([]);
});
