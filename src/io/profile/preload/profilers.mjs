// V8's profilers by command: CPU time, allocations, and what of them is still alive. The inspector is opened only when one is asked for.
import { countedRequests } from './counters.mjs';
import { describeScripts } from './describe-scripts.mjs';

let session = null;
/** What was counted when the profiler of a kind was started; null while it does not run. */
const running = { cpu: null, heap: null };

export async function startCpu({ samplingIntervalUs }) {
  await open();
  if (running.cpu !== null) await post('Profiler.stop');
  await post('Profiler.setSamplingInterval', { interval: samplingIntervalUs });
  running.cpu = begin();
  await post('Profiler.start');
  return { pid: process.pid };
}

export async function stopCpu() {
  const counted = end('cpu');
  const { profile } = await post('Profiler.stop');
  const urls = new Map(profile.nodes.map(({ callFrame }) => [callFrame.scriptId, callFrame.url]));
  return { ...counted, profile, scripts: await describeScripts(session, post, urls) };
}

/** `garbage` false keeps only what is still alive when the profiler is stopped. */
export async function startHeap({ samplingIntervalBytes, garbage }) {
  await open();
  if (running.heap !== null) await post('HeapProfiler.stopSampling');
  running.heap = begin();
  await post('HeapProfiler.startSampling', {
    samplingInterval: samplingIntervalBytes,
    includeObjectsCollectedByMajorGC: garbage,
    includeObjectsCollectedByMinorGC: garbage,
  });
  return { pid: process.pid };
}

export async function stopHeap() {
  const counted = end('heap');
  const { profile } = await post('HeapProfiler.stopSampling');
  const urls = new Map();
  const pending = [profile.head];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    urls.set(node.callFrame.scriptId, node.callFrame.url);
    pending.push(...node.children);
  }
  return { ...counted, profile, scripts: await describeScripts(session, post, urls) };
}

/** Twice: what the first one finalises only the second one frees. */
export async function collectGarbage() {
  await open();
  await post('HeapProfiler.collectGarbage');
  await post('HeapProfiler.collectGarbage');
}

async function open() {
  if (session !== null) return;
  const { Session } = await import('node:inspector');
  session = new Session();
  session.connect();
  await post('Profiler.enable');
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
    cpuMs: (user + system) / 1000,
    requests: countedRequests() - started.requests,
  };
}

function post(method, parameters) {
  return new Promise((resolve, reject) => {
    session.post(method, parameters, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
