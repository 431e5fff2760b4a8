// A small server whose work is done by code of real npm packages; a bench copies them into lib/ beside it.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { settings, versions } from './data.js';

const require = createRequire(import.meta.url);
const semver = require('./lib/semver');
const deepmerge = require('./lib/deepmerge');
const equal = require('./lib/fast-deep-equal');
const mime = require('./lib/mime-types');
const parseArguments = require('./lib/minimist');

const RANGES = ['^1.2.0 || >=2.4.0 <3', '~3.1', '1.x - 2.x', '>=0.9 <4.0.0-0'];
const LAYERS = Array.from({ length: 6 }, (_, layer) => settings(layer, 12));
const PAIRS = Array.from({ length: 12 }, (_, index) => [settings(index, 12), settings(index, 12)]);
const NAMES = ['a.html', 'b.css', 'c.js', 'd.svg', 'e.woff2', 'f.json', 'g.pdf', 'h.webp'];
const LISTS = Array.from({ length: 25 }, (_, list) =>
  Array.from({ length: 12 }, (_, index) => `--option${index}=${list * index * 1.5}`),
);

function countMatching() {
  return RANGES.map((range) => versions.filter((version) => semver.satisfies(version, range)).length);
}

function mergeLayers() {
  return Object.keys(deepmerge.all(LAYERS)).length;
}

function countEqual() {
  let count = 0;
  for (const [one, other] of PAIRS) if (equal(one, other)) count += 1;
  return count;
}

function typesOfFiles() {
  let known = 0;
  for (let round = 0; round < 200; round += 1) {
    for (const name of NAMES.slice(round % 8, (round % 8) + 2)) {
      const type = mime.lookup(`${round}-${name}`);
      if (type !== false && mime.extension(type) !== false) known += 1;
    }
  }
  return known;
}

function sumOptions() {
  let sum = 0;
  for (const list of LISTS)
    for (const value of Object.values(parseArguments(list))) sum += Number(value) || 0;
  return sum;
}

const ROUTES = new Map([
  ['/health', () => 'ok'],
  ['/versions', countMatching],
  ['/merge', mergeLayers],
  ['/equal', countEqual],
  ['/types', typesOfFiles],
  ['/options', sumOptions],
]);

const server = createServer(function answer(request, response) {
  const handler = ROUTES.get(request.url);
  response.writeHead(handler === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ result: handler?.() ?? null }));
});

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
