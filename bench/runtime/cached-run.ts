// The forty agents twice over one output cache on a real disk: the second time nobody is asked again, and every file is looked at.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src/io/clock.ts';
import { keptFiles } from '../../src/io/files/kept-files.ts';
import { openFiles } from '../../src/io/files/open-files.ts';
import { systemProcesses } from '../../src/io/processes/system-processes.ts';
import { cacheKey } from '../../src/runtime/cache/cache-key.ts';
import { openOutputCache, type OutputCache } from '../../src/runtime/cache/output-cache.ts';
import { contextReader, type ContextReader } from '../../src/runtime/context/context-reader.ts';
import { runGraph } from '../../src/runtime/graph/run-graph.ts';
import type { TaskContext } from '../../src/runtime/graph/task-context.ts';
import { graph } from './seven-phases.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES_READ = 10;

export interface CachedRun {
  /** Wall time of the run, not of the simulation: what the cache itself costs is not scaled. */
  readonly coldMs: number;
  readonly warmMs: number;
  readonly hits: number;
}

export async function measureCachedRun(agentMs: number): Promise<CachedRun> {
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-cache-'));
  try {
    await using disk = openFiles();
    const files = { ...disk, ...keptFiles() };
    const paths = (await files.list(ROOT, ['src/**/*.ts'])).slice(0, FILES_READ * graph.tasks.length);
    const open = (): OutputCache =>
      openOutputCache(
        { directory, root: ROOT },
        { files, clock: systemClock(), processes: systemProcesses() },
      );
    const newReader = (): ContextReader => contextReader(ROOT, files);
    const coldMs = await runOnce({ outputs: open(), newReader, paths, agentMs });
    const warm = open();
    const warmMs = await runOnce({ outputs: warm, newReader, paths, agentMs });
    return { coldMs, warmMs, hits: warm.statistics().hits };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

interface Run {
  readonly outputs: OutputCache;
  readonly newReader: () => ContextReader;
  readonly paths: readonly string[];
  readonly agentMs: number;
}

async function runOnce({ outputs, newReader, paths, agentMs }: Run): Promise<number> {
  const readers = new Map<string, ContextReader>();
  const keyOf = (id: string, inputs: TaskContext['inputs']): Promise<string> =>
    cacheKey({ agentDefinition: id, inputs: namesOf(inputs), model: null, tools: {} });
  const begunMs = performance.now();
  const { outcomes } = await runGraph(graph, {
    clock: systemClock(),
    signal: new AbortController().signal,
    async perform({ task }) {
      const reader = newReader();
      readers.set(task.id, reader);
      const at = FILES_READ * graph.tasks.findIndex(({ id }) => id === task.id);
      for (const path of paths.slice(at, at + FILES_READ)) await reader.read(path);
      await wait(agentMs);
      return { documents: { [task.id]: `what ${task.id} found` }, inputTokens: 0, outputTokens: 0 };
    },
    hooks: {
      async recall({ id }, inputs) {
        const answer = await outputs.get(await keyOf(id, inputs), 'review');
        if (!answer.hit) return null;
        const output = { documents: { [id]: answer.output }, inputTokens: 0, outputTokens: 0 };
        return { output, from: 'cache' };
      },
      async keep({ id }, { documents }, inputs) {
        const output = String(documents[id]);
        const reads = readers.get(id)?.reads() ?? [];
        await outputs.put({ key: await keyOf(id, inputs), kind: 'review', output, reads });
      },
    },
  });
  const undone = [...outcomes].find(([, { status }]) => status !== 'done');
  if (undone !== undefined) throw new Error(`${undone[0]} was not done: the times of this run mean nothing.`);
  return performance.now() - begunMs;
}

function namesOf(inputs: TaskContext['inputs']): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
}
