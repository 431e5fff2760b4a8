// One block as a separate run takes it: one process under load for a while, cut into slices with their times.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { median } from '../../src/stats/quantile.ts';
import type { Block, Slice } from './pool.ts';

export interface BlockJob {
  /** Checkout of the side. */
  readonly directory: string;
  readonly path: string;
  readonly seconds: number;
}

const SLICE_MS = 500;
const WARM_UP_MS = 1_500;
const CONNECTIONS = 4;

export async function recordBlock({ directory, path, seconds }: BlockJob): Promise<Block> {
  const port = await freePort();
  const app = spawn(process.execPath, ['server.js'], {
    cwd: directory,
    env: { ...process.env, PORT: `${port}` },
    stdio: 'ignore',
  });
  try {
    const origin = `http://127.0.0.1:${port}`;
    await untilReady(`${origin}/health`, app);
    const slices = await underLoad(`${origin}${path}`, app.pid ?? 0, seconds);
    return { warmUpMs: WARM_UP_MS, sliceMs: SLICE_MS, slices };
  } finally {
    if (app.exitCode === null) {
      app.kill('SIGKILL');
      await once(app, 'exit');
    }
  }
}

/** The load never pauses between slices: a slice ends where the CPU time is read. */
async function underLoad(url: string, pid: number, seconds: number): Promise<Slice[]> {
  let latencies: number[] = [];
  const ended = Promise.withResolvers<void>();
  const load = autocannon({ url, connections: CONNECTIONS, duration: 10_000 }, () => ended.resolve());
  load.on('response', (...[, status, , responseMs]) => {
    if (status === 200) latencies.push(responseMs);
  });
  try {
    await sleep(WARM_UP_MS);
    const slices: Slice[] = [];
    while (slices.length < (seconds * 1000) / SLICE_MS) {
      latencies = [];
      const before = cpuMsOf(pid);
      const atMs = Date.now();
      await sleep(SLICE_MS);
      const latencyP50Ms = median(latencies);
      if (latencyP50Ms === null) throw new Error(`${url} answered nothing within ${SLICE_MS} ms.`);
      slices.push({ atMs, cpuPerRequestMs: (cpuMsOf(pid) - before) / latencies.length, latencyP50Ms });
    }
    return slices;
  } finally {
    load.stop();
    await ended.promise;
  }
}

/** Time on the CPU of all threads, in nanoseconds: https://docs.kernel.org/scheduler/sched-stats.html, /proc/<pid>/schedstat. */
function cpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => {
    const [nanoseconds = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return sum + Number(nanoseconds) / 1e6;
  }, 0);
}

async function untilReady(url: string, app: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (app.exitCode !== null)
      throw new Error(`The server ended with exit code ${app.exitCode} before it was ready.`);
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  throw new Error(`${url} did not answer within 10 s.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port was given.');
  return address.port;
}
