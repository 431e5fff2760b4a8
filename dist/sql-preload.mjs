import { createRequire as __createRequire } from 'node:module';
const __bundleUrl = import.meta.url;
const require = __createRequire(__bundleUrl);

// src/io/sql-capture/preload/sql-preload.mjs
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { isMainThread } from "node:worker_threads";

// src/io/sql-capture/preload/guard.mjs
var KEPT_MESSAGES = 5;
var failures = { count: 0, messages: [] };
function readFailures() {
  return { count: failures.count, messages: [...failures.messages] };
}
function noteFailure(error) {
  failures.count += 1;
  if (failures.messages.length < KEPT_MESSAGES) failures.messages.push(String(error).slice(0, 200));
}
function guarded(work) {
  try {
    return work();
  } catch (error) {
    noteFailure(error);
    return void 0;
  }
}

// src/io/sql-capture/preload/on-module.mjs
import * as nodeModule from "node:module";

// src/io/sql-capture/preload/watch-pg.mjs
import { AsyncLocalStorage as AsyncLocalStorage2, AsyncResource } from "node:async_hooks";

// src/io/sql-capture/preload/call-site.mjs
import { fileURLToPath } from "node:url";
var DEPTH = 60;
var KEPT_FRAMES = 5;
var OWN = import.meta.url.replace(/call-site\.mjs$/, "");
function appFrames() {
  const limit = Error.stackTraceLimit;
  let stack;
  try {
    Error.stackTraceLimit = DEPTH;
    ({ stack } = new Error("where"));
  } finally {
    Error.stackTraceLimit = limit;
  }
  if (typeof stack !== "string") return [];
  const frames = [];
  for (const line of stack.split("\n")) {
    const frame = readFrame(line);
    if (frame !== null) frames.push(frame);
    if (frames.length === KEPT_FRAMES) break;
  }
  return frames;
}
function readFrame(text) {
  const match = /^\s*at (?:(.*?) \()?(?:async )?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/.exec(text);
  if (match === null) return null;
  const [, name, place, line, column] = match;
  if (place.startsWith(OWN) || /[\\/]node_modules[\\/]/.test(place)) return null;
  const file = place.startsWith("file://") ? fileURLToPath(place) : place;
  return {
    file,
    line: Number(line),
    column: Number(column),
    function: name === void 0 ? null : name.replace(/^(async|new) /, "")
  };
}

// src/io/sql-capture/preload/statement-log.mjs
import { performance } from "node:perf_hooks";

// src/io/sql-capture/preload/request-context.mjs
import { AsyncLocalStorage } from "node:async_hooks";
import http from "node:http";
import https from "node:https";
var requests = new AsyncLocalStorage();
var started = 0;
function currentRequest() {
  return requests.getStore();
}
function followRequests(onStart) {
  for (const { Server } of [http, https]) {
    const emit = Server.prototype.emit;
    Server.prototype.emit = function(event, request, response) {
      if (event !== "request") return emit.apply(this, arguments);
      const entered = guarded(() => enter(request, onStart));
      if (entered === void 0) return emit.apply(this, arguments);
      guarded(() => keepWithin(entered, request));
      guarded(() => keepWithin(entered, response));
      return requests.run(entered, () => emit.apply(this, arguments));
    };
  }
}
function enter({ method, url }, onStart) {
  started += 1;
  const entered = { id: started, method: String(method), path: String(url).split("?")[0] };
  onStart(entered);
  return entered;
}
function keepWithin(entered, emitter) {
  const { emit } = emitter;
  emitter.emit = function() {
    return requests.run(entered, () => emit.apply(this, arguments));
  };
}

// src/io/sql-capture/preload/write-parameter.mjs
var LIMIT_CHARACTERS = 1e3;
function writeParameter(value) {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    case "string":
      return value.slice(0, LIMIT_CHARACTERS);
    case "bigint":
      return String(value);
    case "object":
      return value === null ? null : writeObject(value);
    case "function":
    case "symbol":
    case "undefined":
      return null;
    default:
      return null;
  }
}
function writeObject(value) {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(
      value.buffer,
      value.byteOffset,
      Math.min(value.byteLength, LIMIT_CHARACTERS / 2)
    );
    return `\\x${bytes.toString("hex")}`;
  }
  if (value.constructor?.name === "Parameter" && "raw" in value)
    return writeParameter(value.raw ?? value.value);
  const json = JSON.stringify(value);
  return json === void 0 ? null : json.slice(0, LIMIT_CHARACTERS);
}

// src/io/sql-capture/preload/statement-log.mjs
var CAPACITY = 5e4;
var CAPACITY_PER_REQUEST = 2e3;
var KEPT_PER_ROUTE = 100;
var PARAMETER_LIMIT = 200;
var statements = [];
var requests2 = [];
var seen = /* @__PURE__ */ new Map();
var droppedStatements = 0;
function noteRequest(request) {
  const key = `${request.method} ${request.path}`;
  const count = (seen.get(key) ?? 0) + 1;
  if (seen.size < CAPACITY || seen.has(key)) seen.set(key, count);
  request.isKept = count <= KEPT_PER_ROUTE && requests2.length < CAPACITY;
  request.statements = 0;
  if (request.isKept) requests2.push(request);
}
function takeOrigin() {
  return { request: currentRequest(), frames: appFrames() };
}
function open({ request, frames }, driver, text) {
  if (request !== void 0) {
    request.statements += 1;
    if (!request.isKept || request.statements > CAPACITY_PER_REQUEST) return drop();
  }
  if (statements.length >= CAPACITY) return drop();
  const record = {
    requestId: request?.id ?? null,
    driver,
    sql: text,
    parameters: [],
    atMs: performance.timeOrigin + performance.now(),
    durationMs: null,
    rows: null,
    failure: null,
    frames
  };
  statements.push(record);
  return record;
}
function finish(record, { rows, failure }) {
  record.durationMs = performance.timeOrigin + performance.now() - record.atMs;
  record.rows = rows;
  record.failure = failure;
}
function keepParameters(record, values) {
  record.parameters = Array.isArray(values) ? values.slice(0, PARAMETER_LIMIT).map(writeParameter) : [];
}
function takeAll() {
  const taken = {
    statements,
    requests: requests2.map(({ id, method, path, statements: count }) => ({
      id,
      method,
      path,
      statements: count
    })),
    seenRequests: [...seen.values()].reduce((sum, count) => sum + count, 0),
    droppedStatements
  };
  statements = [];
  requests2 = [];
  seen = /* @__PURE__ */ new Map();
  droppedStatements = 0;
  return taken;
}
function drop() {
  droppedStatements += 1;
  return null;
}

// src/io/sql-capture/preload/watch-pg.mjs
var asked = new AsyncLocalStorage2();
var RECORD = /* @__PURE__ */ Symbol("perfcrew.statement");
function watchPool(Pool) {
  const { connect, query } = Pool.prototype;
  Pool.prototype.connect = function(callback) {
    return typeof callback === "function" ? connect.call(this, AsyncResource.bind(callback)) : connect.apply(this, arguments);
  };
  Pool.prototype.query = function() {
    const origin = guarded(() => asked.getStore() ?? takeOrigin());
    const given = bindLast(arguments);
    return followed(
      asked.run(origin, () => query.apply(this, given)),
      origin
    );
  };
}
function watchClient(Client) {
  const { query } = Client.prototype;
  Client.prototype.query = function(config) {
    if (typeof config?.submit === "function") {
      guarded(
        () => RECORD in config || note(config, config.cursor?.text ?? config.text, config.cursor?.values ?? config.values)
      );
    }
    const origin = asked.getStore() ?? guarded(takeOrigin);
    const given = bindLast(arguments);
    return followed(
      asked.run(origin, () => query.apply(this, given)),
      origin
    );
  };
}
function followed(answer2, origin) {
  if (origin === void 0 || origin.frames.length > 0 || !(answer2 instanceof Promise)) return answer2;
  return follow(answer2, origin);
}
async function follow(answer2, { frames }) {
  try {
    return await answer2;
  } finally {
    guarded(() => frames.length === 0 && frames.push(...appFrames()));
  }
}
function watchQuery(Original) {
  return class Query extends Original {
    constructor() {
      super(...arguments);
      guarded(() => note(this, this.text, this.values));
    }
    handleError(error) {
      guarded(() => close(this, { rows: null, failure: String(error?.code ?? error?.message) }));
      return super.handleError(...arguments);
    }
    handleReadyForQuery() {
      guarded(() => close(this, { rows: rowsOf(this), failure: null }));
      return super.handleReadyForQuery(...arguments);
    }
  };
}
function note(query, text, values) {
  const record = typeof text === "string" ? open(asked.getStore() ?? takeOrigin(), "pg", text) : null;
  if (record !== null) keepParameters(record, values);
  Object.defineProperty(query, RECORD, { value: record });
}
function close(query, outcome) {
  const record = query[RECORD];
  if (record && record.durationMs === null) finish(record, outcome);
}
function rowsOf({ _results: results }) {
  const last = Array.isArray(results) ? results.at(-1) : results;
  return last?.rowCount ?? null;
}
function bindLast(given) {
  const list = [...given];
  const last = list.length - 1;
  if (typeof list[last] === "function") list[last] = AsyncResource.bind(list[last]);
  return list;
}

// src/io/sql-capture/preload/watch-postgres-js.mjs
function watchPostgresQuery(Original) {
  return class Query extends Original {
    #origin = guarded(takeOrigin);
    #isNoted = false;
    // Fragments are queries, too, that are never run.
    async handle() {
      if (!this.#isNoted && !this.executed && this.#origin !== void 0) {
        this.#isNoted = true;
        guarded(() => watchEnd(this, this.#origin));
      }
      return super.handle(...arguments);
    }
  };
}
function watchEnd(query, origin) {
  const record = open(origin, "postgres", textOf(query));
  if (record === null) return;
  const { resolve, reject } = query;
  const close2 = (outcome) => guarded(() => {
    if (record.durationMs !== null) return;
    if (typeof query.string === "string") record.sql = query.string;
    keepParameters(record, query.parameters);
    finish(record, outcome);
  });
  query.resolve = (result) => {
    close2({ rows: typeof result?.count === "number" ? result.count : null, failure: null });
    return resolve(result);
  };
  query.reject = (error) => {
    close2({ rows: null, failure: String(error?.code ?? error?.message) });
    return reject(error);
  };
}
function textOf({ strings }) {
  return Array.isArray(strings) ? strings.join("?") : String(strings);
}

// src/io/sql-capture/preload/on-module.mjs
var KEY = "perfcrew.sql-capture";
var ESM_QUERY = /[\\/]node_modules[\\/]postgres[\\/]src[\\/]query\.js$/;
var ADDITION = `
;Query = globalThis[Symbol.for('${KEY}')]?.(Query) ?? Query;
`;
var COMMON_JS = [
  [
    /[\\/]node_modules[\\/]pg[\\/]lib[\\/]query\.js$/,
    (module) => module.exports = watchQuery(module.exports)
  ],
  [/[\\/]node_modules[\\/]pg[\\/]lib[\\/]client\.js$/, (module) => watchClient(module.exports)],
  [/[\\/]node_modules[\\/]pg-pool[\\/]index\.js$/, (module) => watchPool(module.exports)],
  [
    /[\\/]node_modules[\\/]postgres[\\/]cjs[\\/]src[\\/]query\.js$/,
    (module) => module.exports.Query = watchPostgresQuery(module.exports.Query)
  ]
];
function watchDrivers() {
  const { prototype } = nodeModule.Module;
  const { load } = prototype;
  prototype.load = function(filename) {
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
  if (typeof nodeModule.registerHooks === "function") {
    nodeModule.registerHooks({ load: (url, context, next) => extend(url, next(url, context)) });
    return;
  }
  nodeModule.register(`data:text/javascript,${encodeURIComponent(threadedHooks())}`);
}
function extend(url, loaded) {
  if (!ESM_QUERY.test(url) || loaded.source === null || loaded.source === void 0) return loaded;
  const { source } = loaded;
  const text = typeof source === "string" ? source : Buffer.from(source).toString("utf8");
  return { ...loaded, source: text + ADDITION };
}
function threadedHooks() {
  return `export async function load(url, context, next) {
    const loaded = await next(url, context);
    if (!${String(ESM_QUERY)}.test(url) || loaded.source == null) return loaded;
    const { source } = loaded;
    const text = typeof source === 'string' ? source : Buffer.from(source).toString('utf8');
    return { ...loaded, source: text + ${JSON.stringify(ADDITION)} };
  }`;
}

// src/io/sql-capture/preload/sql-preload.mjs
var folder = process.env.PERFCREW_SQL;
var program = basename(process.argv[1] ?? "");
var isPackageManager = /^(npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(-cli)?(\.[cm]?js)?$/.test(program);
if (folder && isMainThread && !isPackageManager) {
  guarded(() => {
    followRequests(noteRequest);
    watchDrivers();
    listen();
  });
}
function listen() {
  mkdirSync(folder, { recursive: true });
  const server = createServer({ allowHalfOpen: true }, answer);
  server.on("error", noteFailure);
  server.listen({ path: join(folder, `${process.pid}.sock`), exclusive: true });
  server.unref();
}
function answer(socket) {
  socket.on("error", () => {
  });
  socket.unref();
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
    if (!text.includes("\n")) return;
    const command = guarded(() => JSON.parse(text));
    text = "";
    const result = command?.do === "take-statements" ? guarded(takeAll) : void 0;
    socket.end(
      JSON.stringify(
        result === void 0 ? { failure: "The only command is take-statements." } : { pid: process.pid, ...result, failures: readFailures() }
      )
    );
  });
}
