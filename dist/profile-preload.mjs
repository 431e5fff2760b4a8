import { createRequire as __createRequire } from 'node:module';
const __bundleUrl = import.meta.url;
const require = __createRequire(__bundleUrl);

// src/io/drivers/profile-preload.mjs
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { isMainThread } from "node:worker_threads";

// src/io/profile/preload/counters.mjs
import { subscribe } from "node:diagnostics_channel";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setInterval } from "node:timers";
import { GCProfiler } from "node:v8";
var DELAY_RESOLUTION_MS = 20;
var TAKE_NOTES_EVERY_MS = 3e4;
var COLLECTIONS = /* @__PURE__ */ new Set(["Scavenge", "MarkSweepCompact", "MinorMarkCompact", "MinorMarkSweep"]);
var requests = 0;
var gcCount = 0;
var gcMs = 0;
var allocatedBytes = 0;
var usedAfterLastBytes = 0;
var ownCpuUs = 0;
var profiler = null;
var delay = null;
function startCounting() {
  subscribe("http.server.request.start", () => {
    requests += 1;
  });
  profiler = new GCProfiler();
  profiler.start();
  delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  setInterval(takeNotes, TAKE_NOTES_EVERY_MS).unref();
}
function countedRequests() {
  return requests;
}
function readCounters() {
  const { heapUsed, external, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const ownBeforeUs = ownCpuUs;
  takeNotes();
  const delayP99Ms = delay.count === 0 ? null : delay.percentile(99) / 1e6 - DELAY_RESOLUTION_MS;
  delay.reset();
  return {
    pid: process.pid,
    cpuMs: Math.max(0, user + system - ownBeforeUs) / 1e3,
    requests,
    allocatedBytes: allocatedBytes + Math.max(0, heapUsed - usedAfterLastBytes),
    gcCount,
    gcMs,
    heapUsedBytes: heapUsed,
    externalBytes: external,
    rssBytes: rss,
    eventLoopDelayP99Ms: delayP99Ms === null ? null : Math.max(0, delayP99Ms)
  };
}
function takeNotes() {
  const before = process.cpuUsage();
  const next = new GCProfiler();
  next.start();
  const { statistics } = profiler.stop();
  profiler = next;
  for (const { gcType, cost, beforeGC, afterGC } of statistics) {
    allocatedBytes += Math.max(0, beforeGC.heapStatistics.usedHeapSize - usedAfterLastBytes);
    usedAfterLastBytes = afterGC.heapStatistics.usedHeapSize;
    gcMs += cost / 1e3;
    if (COLLECTIONS.has(gcType)) gcCount += 1;
  }
  const { user, system } = process.cpuUsage(before);
  ownCpuUs += user + system;
}

// src/io/profile/preload/describe-scripts.mjs
async function describeScripts(session2, post2, urls) {
  const wanted = new Set(
    [...urls].filter(([, url]) => url.startsWith("file:") && !url.includes("/node_modules/")).map(([scriptId]) => scriptId)
  );
  const parsed = /* @__PURE__ */ new Map();
  const note = ({ params }) => parsed.set(params.scriptId, params);
  session2.on("Debugger.scriptParsed", note);
  try {
    await post2("Debugger.enable");
    const { result } = await post2("Profiler.getBestEffortCoverage");
    const described = [];
    for (const { scriptId, url, functions } of result.filter((script) => wanted.has(script.scriptId))) {
      const { scriptSource } = await post2("Debugger.getScriptSource", { scriptId });
      described.push({
        scriptId,
        url,
        sourceMapUrl: parsed.get(scriptId)?.sourceMapURL ?? "",
        functions: functionRanges(functions, scriptSource)
      });
    }
    return described;
  } finally {
    session2.off("Debugger.scriptParsed", note);
    await post2("Debugger.disable");
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

// src/io/profile/preload/profilers.mjs
var session = null;
var running = { cpu: null, heap: null };
async function startCpu({ samplingIntervalUs }) {
  await open();
  if (running.cpu !== null) await post("Profiler.stop");
  await post("Profiler.setSamplingInterval", { interval: samplingIntervalUs });
  running.cpu = begin();
  await post("Profiler.start");
  return { pid: process.pid };
}
async function stopCpu() {
  const counted = end("cpu");
  const { profile } = await post("Profiler.stop");
  const urls = new Map(profile.nodes.map(({ callFrame }) => [callFrame.scriptId, callFrame.url]));
  return { ...counted, profile, scripts: await describeScripts(session, post, urls) };
}
async function startHeap({ samplingIntervalBytes, garbage }) {
  await open();
  if (running.heap !== null) await post("HeapProfiler.stopSampling");
  running.heap = begin();
  await post("HeapProfiler.startSampling", {
    samplingInterval: samplingIntervalBytes,
    includeObjectsCollectedByMajorGC: garbage,
    includeObjectsCollectedByMinorGC: garbage
  });
  return { pid: process.pid };
}
async function stopHeap() {
  const counted = end("heap");
  const { profile } = await post("HeapProfiler.stopSampling");
  const urls = /* @__PURE__ */ new Map();
  const pending = [profile.head];
  for (let node = pending.pop(); node !== void 0; node = pending.pop()) {
    urls.set(node.callFrame.scriptId, node.callFrame.url);
    pending.push(...node.children);
  }
  return { ...counted, profile, scripts: await describeScripts(session, post, urls) };
}
async function collectGarbage() {
  await open();
  await post("HeapProfiler.collectGarbage");
  await post("HeapProfiler.collectGarbage");
}
async function open() {
  if (session !== null) return;
  const { Session } = await import("node:inspector");
  session = new Session();
  session.connect();
  await post("Profiler.enable");
}
function begin() {
  return { cpu: process.cpuUsage(), requests: countedRequests() };
}
function end(kind) {
  const started = running[kind];
  if (started === null) throw new Error(`The ${kind} profiler was not started.`);
  running[kind] = null;
  const { user, system } = process.cpuUsage(started.cpu);
  return {
    pid: process.pid,
    cpuMs: (user + system) / 1e3,
    requests: countedRequests() - started.requests
  };
}
function post(method, parameters) {
  return new Promise((resolve, reject) => {
    session.post(method, parameters, (error, result) => error ? reject(error) : resolve(result));
  });
}

// src/io/drivers/profile-preload.mjs
var folder = process.env.PERFCREW_PROFILER ?? process.env.PERFCREW_COUNTERS;
var program = basename(process.argv[1] ?? "");
var isPackageManager = /^(npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(-cli)?(\.[cm]?js)?$/.test(program);
if (folder && isMainThread && !isPackageManager) {
  if (process.env.PERFCREW_PROFILER) keepFramesApart();
  listen();
}
function keepFramesApart() {
  setFlagsFromString("--no-turbo-inlining");
  setFlagsFromString("--no-use-osr");
  if (Number(process.versions.node.split(".")[0]) >= 22) setFlagsFromString("--no-maglev-inlining");
}
function listen() {
  try {
    startCounting();
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
    run(text).then(
      (result) => socket.end(JSON.stringify(result)),
      (error) => socket.end(JSON.stringify({ failure: String(error) }))
    );
    text = "";
  });
}
async function run(text) {
  const command = JSON.parse(text);
  switch (command.do) {
    case "counters":
      return readCounters();
    case "collect":
      for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
      await collectGarbage();
      return readCounters();
    case "start-cpu":
      return startCpu(command);
    case "stop-cpu":
      return stopCpu();
    case "start-heap":
      return startHeap(command);
    case "stop-heap":
      return stopHeap();
    default:
      throw new Error(`There is no command ${command.do}.`);
  }
}
