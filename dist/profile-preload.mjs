import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/io/drivers/profile-preload.mjs
import { subscribe } from "node:diagnostics_channel";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { isMainThread } from "node:worker_threads";
var folder = process.env.PERFCREW_PROFILER;
var program = basename(process.argv[1] ?? "");
var isPackageManager = /^(npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(-cli)?(\.[cm]?js)?$/.test(program);
var session = null;
var started = null;
var requests = 0;
if (folder && isMainThread && !isPackageManager) listen();
function listen() {
  setFlagsFromString("--no-turbo-inlining");
  setFlagsFromString("--no-use-osr");
  if (Number(process.versions.node.split(".")[0]) >= 22) setFlagsFromString("--no-maglev-inlining");
  subscribe("http.server.request.start", () => {
    requests += 1;
  });
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return;
  }
  const server = createServer({ allowHalfOpen: true }, answer);
  server.on("error", () => {
  });
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
    run(JSON.parse(text)).then(
      (result) => socket.end(JSON.stringify(result)),
      (error) => socket.end(JSON.stringify({ failure: String(error) }))
    );
    text = "";
  });
}
async function run(command) {
  if (command.do === "start") return start(command.samplingIntervalUs);
  return stop();
}
async function start(samplingIntervalUs) {
  if (session === null) {
    const { Session } = await import("node:inspector");
    session = new Session();
    session.connect();
    await post("Profiler.enable");
  }
  if (started !== null) await post("Profiler.stop");
  await post("Profiler.setSamplingInterval", { interval: samplingIntervalUs });
  requests = 0;
  started = { cpu: process.cpuUsage() };
  await post("Profiler.start");
  return { pid: process.pid };
}
async function stop() {
  if (started === null) throw new Error("The profiler was not started.");
  const { user, system } = process.cpuUsage(started.cpu);
  const served = requests;
  started = null;
  const { profile } = await post("Profiler.stop");
  const scripts = await describeScripts(profile);
  return { pid: process.pid, cpuMs: (user + system) / 1e3, requests: served, profile, scripts };
}
async function describeScripts(profile) {
  const wanted = new Set(
    profile.nodes.map(({ callFrame }) => callFrame).filter(({ url }) => url.startsWith("file:") && !url.includes("/node_modules/")).map(({ scriptId }) => scriptId)
  );
  const parsed = /* @__PURE__ */ new Map();
  const note = ({ params }) => parsed.set(params.scriptId, params);
  session.on("Debugger.scriptParsed", note);
  try {
    await post("Debugger.enable");
    const { result } = await post("Profiler.getBestEffortCoverage");
    const described = [];
    for (const { scriptId, url, functions } of result.filter((script) => wanted.has(script.scriptId))) {
      const { scriptSource } = await post("Debugger.getScriptSource", { scriptId });
      described.push({
        scriptId,
        url,
        sourceMapUrl: parsed.get(scriptId)?.sourceMapURL ?? "",
        functions: functionRanges(functions, scriptSource)
      });
    }
    return described;
  } finally {
    session.off("Debugger.scriptParsed", note);
    await post("Debugger.disable");
  }
}
function functionRanges(functions, source) {
  const lineStarts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  const place = (offset) => {
    let low = 0;
    let high = lineStarts.length;
    while (high - low > 1) {
      const middle = low + high >> 1;
      if (lineStarts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { line: low, column: offset - lineStarts[low] };
  };
  return functions.flatMap(
    ({ functionName, ranges: [range] }) => range ? [{ name: functionName, start: place(range.startOffset), end: place(range.endOffset) }] : []
  );
}
function post(method, parameters) {
  return new Promise((resolve, reject) => {
    session.post(method, parameters, (error, result) => error ? reject(error) : resolve(result));
  });
}
