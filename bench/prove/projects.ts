// The published files the patches stand on. None is kept here: they are fetched from the registry by exact version when the bench runs.
import type { PackageProject } from './patch-case.ts';

export const ESCAPE_HTML: PackageProject = {
  name: 'escape-html',
  version: '1.0.3',
  licence: 'MIT',
  file: 'index.js',
  work: `const text = 'a paragraph with <b>bold</b> words & more of them, in a row; '.repeat(40);
for (let at = 0; at < 900; at += 1) use(lib(text + at));`,
  test: `assert.equal(lib('<a href="#">&</a>'), '&lt;a href=&quot;#&quot;&gt;&amp;&lt;/a&gt;');
assert.equal(lib('plain'), 'plain');
assert.equal(lib(12), '12');`,
};

export const LEFT_PAD: PackageProject = {
  name: 'left-pad',
  version: '1.3.0',
  licence: 'WTFPL',
  file: 'index.js',
  work: `for (let at = 0; at < 12_000; at += 1) use(lib(String(at), 700, '.'));`,
  test: `assert.equal(lib('a', 4), '   a');
assert.equal(lib('a', 20, '0'), '0000000000000000000a');
assert.equal(lib(17, 5, 0), '00017');
assert.equal(lib('long', 2), 'long');`,
};

export const LEVEN: PackageProject = {
  name: 'leven',
  version: '3.1.0',
  licence: 'MIT',
  file: 'index.js',
  work: `const words = Array.from({ length: 60 }, (_, at) => 'measure' + (at * 7919).toString(36) + 'perform' + (at * 104729).toString(36));
for (let turn = 0; turn < 6; turn += 1) for (const one of words) for (const other of words) use(lib(one, other));`,
  test: `assert.equal(lib('kitten', 'sitting'), 3);
assert.equal(lib('', 'abc'), 3);
assert.equal(lib('same', 'same'), 0);
assert.equal(lib('sturgeon', 'urgently'), 6);`,
};

export const ARRAY_FLATTEN: PackageProject = {
  name: 'array-flatten',
  version: '2.1.2',
  licence: 'MIT',
  file: 'array-flatten.js',
  work: `const rows = Array.from({ length: 700 }, (_, at) => [at, [at + 1, [at + 2]]]);
for (let turn = 0; turn < 25; turn += 1) use(lib(rows).length + lib.depth(rows, 2).length);`,
  test: `assert.deepEqual(lib([1, [2, [3]]]), [1, 2, 3]);
assert.deepEqual(lib.depth([1, [2, [3]]], 1), [1, 2, [3]]);
assert.deepEqual(lib.from([[1], 2]), [1, 2]);`,
};

export const VARY: PackageProject = {
  name: 'vary',
  version: '1.1.2',
  licence: 'MIT',
  file: 'index.js',
  work: `const header = 'Accept, Accept-Encoding, Accept-Language, Cookie, Origin, User-Agent, X-Requested-With, X-Tenant';
for (let at = 0; at < 26_000; at += 1) use(lib.append(header, 'X-' + (at % 50)));`,
  test: `assert.equal(lib.append('Accept', 'Origin'), 'Accept, Origin');
assert.equal(lib.append('Accept, Origin', 'origin'), 'Accept, Origin');
assert.equal(lib.append('', ['A', 'B']), 'A, B');
assert.equal(lib.append('*', 'A'), '*');`,
};

export const FORWARDED: PackageProject = {
  name: 'forwarded',
  version: '0.2.0',
  licence: 'MIT',
  file: 'index.js',
  work: `const list = Array.from({ length: 12 }, (_, at) => '10.0.0.' + at).join(', ');
for (let at = 0; at < 36_000; at += 1) use(lib({ headers: { 'x-forwarded-for': list }, socket: { remoteAddress: '::1' }, connection: { remoteAddress: '::1' } }));`,
  test: `const from = { remoteAddress: '::1' };
const request = (value) => ({ headers: { 'x-forwarded-for': value }, socket: from, connection: from });
assert.deepEqual(lib(request('a, b')), ['::1', 'b', 'a']);
assert.deepEqual(lib(request(undefined)), ['::1']);`,
};

export const BASE64: PackageProject = {
  name: 'base64-js',
  version: '1.5.1',
  licence: 'MIT',
  file: 'index.js',
  work: `const bytes = Array.from({ length: 9_000 }, (_, at) => (at * 31) % 256);
for (let turn = 0; turn < 55; turn += 1) use(lib.toByteArray(lib.fromByteArray(bytes)).length);`,
  test: `assert.equal(lib.fromByteArray([104, 105]), 'aGk=');
assert.deepEqual([...lib.toByteArray('aGkh')], [104, 105, 33]);
assert.equal(lib.byteLength('aGk='), 2);`,
};

export const DEEP_EQUAL: PackageProject = {
  name: 'fast-deep-equal',
  version: '3.1.3',
  licence: 'MIT',
  file: 'index.js',
  work: `const make = () => Object.fromEntries(Array.from({ length: 120 }, (_, at) => ['key' + at, { id: at, tags: ['a', 'b', at], name: 'n' + at }]));
const [one, other] = [make(), make()];
for (let turn = 0; turn < 250; turn += 1) use(lib(one, other));`,
  test: `assert.equal(lib({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), true);
assert.equal(lib({ a: 1 }, { a: 2 }), false);
assert.equal(lib([1, 2], [1]), false);
assert.equal(lib(null, {}), false);`,
};

export const MS: PackageProject = {
  name: 'ms',
  version: '2.1.3',
  licence: 'MIT',
  file: 'index.js',
  work: `const texts = ['2 days', '1d', '10h', '2.5 hrs', '2h', '1m', '5s', '1y', '100', '-3 days'];
for (let at = 0; at < 50_000; at += 1) use(lib(texts[at % texts.length]));`,
  test: `assert.equal(lib('2 days'), 172800000);
assert.equal(lib('1.5h'), 5400000);
assert.equal(lib(60000), '1m');
assert.equal(lib('nonsense'), undefined);`,
};

export const PRETTY_BYTES: PackageProject = {
  name: 'pretty-bytes',
  version: '5.6.0',
  licence: 'MIT',
  file: 'index.js',
  work: `for (let at = 1; at < 35_000; at += 1) use(lib(at * 7919, { binary: at % 2 === 0 }));`,
  test: `assert.equal(lib(1337), '1.34 kB');
assert.equal(lib(100), '100 B');
assert.equal(lib(1024, { binary: true }), '1 kiB');
assert.equal(lib(42, { signed: true }), '+42 B');`,
};
