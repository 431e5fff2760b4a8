// The task store: what a run has done so far, in plain files, so that a killed run goes on where it stopped.
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { claimOrRefuse } from './lock.ts';
import type { Outside } from './outside.ts';
import { resumeEntries } from './resume.ts';
import { saveLatest } from './save-latest.ts';
import type { TaskRecord } from './task-documents.ts';
import { documentsOf, readTaskFolder, writeTaskFolder } from './task-folder.ts';
import type { PlannedTask, TaskEntry, TaskManifest } from './task-manifest.ts';

export interface TaskStore extends AsyncDisposable {
  /** The folder everything is in. */
  readonly directory: string;
  readonly run: string;
  /** All tasks in the order of the graph, as they stand now. */
  entries(): readonly TaskEntry[];
  /** Marks it as running, and clears what a killed attempt left. Refused for one that is running or done. */
  begin(task: string): Promise<void>;
  /** Keeps its record; once this resolves no crash undoes it. */
  finish(task: string, record: TaskRecord): Promise<void>;
  fail(task: string, reason: string): Promise<void>;
  /** What a finished task left; null for any other. */
  read(task: string): Promise<TaskRecord | null>;
}

export interface StoreRequest {
  /** Absolute path, usually `.tasks` of the repository or of the run's folder. */
  readonly directory: string;
  readonly run: string;
  readonly tasks: readonly PlannedTask[];
}

/** Begins a run, or resumes it where the folder holds one of the same name and graph. Locked until disposed. */
export async function openTaskStore(request: StoreRequest, outside: Outside): Promise<TaskStore> {
  const { directory, run } = request;
  const { files, clock } = outside;
  const lock = await claimOrRefuse(join(directory, 'lock'), outside);
  const entries = await resumeEntries(request, files).catch(async (error: unknown) => {
    await lock[Symbol.asyncDispose]();
    throw error;
  });
  const save = saveLatest(() => {
    const manifest: TaskManifest = {
      document: 'task-manifest',
      version: 1,
      run,
      tasks: [...entries.values()],
    };
    return files.writeText(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  });
  const at = (task: string, allowed: readonly TaskEntry['state'][]) => {
    const entry = entries.get(task);
    if (entry === undefined) throw new Error(`Task ${task} is not one of run ${run}.`);
    if (!allowed.includes(entry.state)) throw new Error(`Task ${task} is ${entry.state} already.`);
    return entry;
  };
  const change = (entry: TaskEntry, to: Partial<TaskEntry>) => {
    entries.set(entry.id, { ...entry, ...to });
    return save();
  };
  await save();

  return {
    directory,
    run,
    entries: () => [...entries.values()],
    async begin(task) {
      const entry = at(task, ['waiting', 'failed']);
      const saved = change(entry, {
        state: 'running',
        attempts: entry.attempts + 1,
        startedAt: Math.floor(clock.now()),
        finishedAt: null,
        reason: null,
      });
      await Promise.all([saved, files.remove(join(directory, task))]);
    },
    async finish(task, record) {
      at(task, ['running']);
      const documents = documentsOf(task, record);
      if (!documents.valid) {
        throw new Problem('document-invalid', {
          what: `What task ${task} gave cannot be kept: ${documents.reason}.`,
          mend: `Let task ${task} give less, or another shape.`,
        });
      }
      const digest = await writeTaskFolder(files, join(directory, task), documents.value);
      await change(at(task, ['running']), { state: 'done', finishedAt: Math.floor(clock.now()), digest });
    },
    async fail(task, reason) {
      const entry = at(task, ['running']);
      await change(entry, {
        state: 'failed',
        finishedAt: Math.floor(clock.now()),
        reason: reason.slice(0, 4000),
      });
    },
    async read(task) {
      const entry = entries.get(task);
      if (entry?.state !== 'done') return null;
      const folder = await readTaskFolder(files, { directory, task });
      return folder.valid && folder.value.digest === entry.digest ? folder.value.record : null;
    },
    async [Symbol.asyncDispose]() {
      await save();
      await lock[Symbol.asyncDispose]();
    },
  };
}
