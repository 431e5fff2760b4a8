// The program of the thread PGlite runs in: it blocks while a statement runs, and knows no time-out, so it must be a thread that can be ended.
// Plain text, because the fetched package is found at run time and nothing of it is bundled.

/** The contrib modules that projects create extensions from; PGlite wants to know them when it opens. */
const EXTENSIONS = [
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'earthdistance',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'isn',
  'ltree',
  'pg_trgm',
  'pgcrypto',
  'seg',
  'tablefunc',
  'unaccent',
  'uuid_ossp',
];

export const WORKER_PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { pathToFileURL } = require('node:url');
const load = (file) => import(pathToFileURL(workerData.packageDirectory + '/dist/' + file).href);

async function open() {
  const { PGlite } = await load('index.js');
  const extensions = {};
  for (const name of ${JSON.stringify(EXTENSIONS)}) extensions[name] = (await load('contrib/' + name + '.js'))[name];
  return PGlite.create({ dataDir: workerData.dataDirectory, extensions });
}

const opened = open();
let last = opened.then(() => {}, () => {});
parentPort.on('message', ({ id, sql, parameters, close }) => {
  last = last.then(async () => {
    try {
      const database = await opened;
      if (close) await database.close();
      const answer = close ? null : parameters ? await database.query(sql, parameters) : (await database.exec(sql)).at(-1);
      parentPort.postMessage({ id, rows: answer?.rows ?? [] });
    } catch (error) {
      const { message, code, position } = error;
      parentPort.postMessage({ id, refusal: { message: String(message), code: String(code ?? 'XX000'), position: Number(position ?? 0) } });
    }
  });
});
`;
