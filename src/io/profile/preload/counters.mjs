// What a process counts of itself from its start on: CPU time, requests, collections and the bytes allocated on V8's heap.
import { subscribe } from 'node:diagnostics_channel';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setInterval } from 'node:timers';
import { GCProfiler } from 'node:v8';

/** Each look wakes the process: fifty in a second. */
const DELAY_RESOLUTION_MS = 20;
/** V8's notes on collections pile up outside of the heap until they are taken, 2.5 kB each. Readings mostly come sooner. */
const TAKE_NOTES_EVERY_MS = 30_000;
const COLLECTIONS = new Set(['Scavenge', 'MarkSweepCompact', 'MinorMarkCompact', 'MinorMarkSweep']);

let requests = 0;
let gcCount = 0;
let gcMs = 0;
/** Before the last collection; since then it is what the heap grew. */
let allocatedBytes = 0;
let usedAfterLastBytes = 0;
/** Spent on reading the notes, which is no work of the app. */
let ownCpuUs = 0;
let profiler = null;
let delay = null;

export function startCounting() {
  subscribe('http.server.request.start', () => {
    requests += 1;
  });
  profiler = new GCProfiler();
  profiler.start();
  delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  setInterval(takeNotes, TAKE_NOTES_EVERY_MS).unref();
}

export function countedRequests() {
  return requests;
}

export function readCounters() {
  // Before anything else: what reading itself allocates is not the app's.
  const { heapUsed, external, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const ownBeforeUs = ownCpuUs;
  takeNotes();
  const delayP99Ms = delay.count === 0 ? null : delay.percentile(99) / 1e6 - DELAY_RESOLUTION_MS;
  delay.reset();
  return {
    pid: process.pid,
    cpuMs: Math.max(0, user + system - ownBeforeUs) / 1000,
    requests,
    allocatedBytes: allocatedBytes + Math.max(0, heapUsed - usedAfterLastBytes),
    gcCount,
    gcMs,
    heapUsedBytes: heapUsed,
    externalBytes: external,
    rssBytes: rss,
    eventLoopDelayP99Ms: delayP99Ms === null ? null : Math.max(0, delayP99Ms),
  };
}

/** Between two collections the heap only grows: by what was allocated. */
function takeNotes() {
  const before = process.cpuUsage();
  const next = new GCProfiler();
  next.start();
  const { statistics } = profiler.stop();
  profiler = next;
  for (const { gcType, cost, beforeGC, afterGC } of statistics) {
    allocatedBytes += Math.max(0, beforeGC.heapStatistics.usedHeapSize - usedAfterLastBytes);
    usedAfterLastBytes = afterGC.heapStatistics.usedHeapSize;
    gcMs += cost / 1000;
    if (COLLECTIONS.has(gcType)) gcCount += 1;
  }
  const { user, system } = process.cpuUsage(before);
  ownCpuUs += user + system;
}
