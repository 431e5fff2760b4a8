// Reaches the drivers' classes as their files are loaded, by `require` and by `import`, wherever the app has them installed.
import * as nodeModule from 'node:module';
import { guarded } from './guard.mjs';
import { watchClient, watchPool, watchQuery } from './watch-pg.mjs';
import { watchPostgresQuery } from './watch-postgres-js.mjs';

const KEY = 'perfcrew.sql-capture';
const ESM_QUERY = /[\\/]node_modules[\\/]postgres[\\/]src[\\/]query\.js$/;
/** Appended to the file: a class declared and exported there can be replaced only from within. */
const ADDITION = `\n;Query = globalThis[Symbol.for('${KEY}')]?.(Query) ?? Query;\n`;

const COMMON_JS = [
  [
    /[\\/]node_modules[\\/]pg[\\/]lib[\\/]query\.js$/,
    (module) => (module.exports = watchQuery(module.exports)),
  ],
  [/[\\/]node_modules[\\/]pg[\\/]lib[\\/]client\.js$/, (module) => watchClient(module.exports)],
  [/[\\/]node_modules[\\/]pg-pool[\\/]index\.js$/, (module) => watchPool(module.exports)],
  [
    /[\\/]node_modules[\\/]postgres[\\/]cjs[\\/]src[\\/]query\.js$/,
    (module) => (module.exports.Query = watchPostgresQuery(module.exports.Query)),
  ],
];

export function watchDrivers() {
  const { prototype } = nodeModule.Module;
  const { load } = prototype;
  prototype.load = function (filename) {
    const result = load.apply(this, arguments);
    guarded(() => {
      for (const [pattern, watch] of COMMON_JS) if (pattern.test(filename)) watch(this);
    });
    return result;
  };
  guarded(watchImports);
}

function watchImports() {
  globalThis[Symbol.for(KEY)] = (Query) => guarded(() => watchPostgresQuery(Query));
  if (typeof nodeModule.registerHooks === 'function') {
    nodeModule.registerHooks({ load: (url, context, next) => extend(url, next(url, context)) });
    return;
  }
  // Before Node 22.15 hooks live in a thread of their own, which gets their code as text.
  nodeModule.register(`data:text/javascript,${encodeURIComponent(threadedHooks())}`);
}

function extend(url, loaded) {
  if (!ESM_QUERY.test(url) || loaded.source === null || loaded.source === undefined) return loaded;
  const { source } = loaded;
  const text = typeof source === 'string' ? source : Buffer.from(source).toString('utf8');
  return { ...loaded, source: text + ADDITION };
}

/** Spelt out: names inside a function's own text would not survive bundling. */
function threadedHooks() {
  return `export async function load(url, context, next) {
    const loaded = await next(url, context);
    if (!${String(ESM_QUERY)}.test(url) || loaded.source == null) return loaded;
    const { source } = loaded;
    const text = typeof source === 'string' ? source : Buffer.from(source).toString('utf8');
    return { ...loaded, source: text + ${JSON.stringify(ADDITION)} };
  }`;
}
