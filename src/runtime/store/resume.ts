// What a new process believes of what an earlier one left: finished tasks whose documents are whole, and nothing else.
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import type { Outside } from './outside.ts';
import { parseBounded } from './parse-bounded.ts';
import type { StoreRequest } from './task-store.ts';
import { taskIdSchema } from './task-id.ts';
import { readTaskFolder } from './task-folder.ts';
import {
  freshEntry,
  MOST_MANIFEST_BYTES,
  taskManifestSchema,
  type PlannedTask,
  type TaskEntry,
  type TaskManifest,
} from './task-manifest.ts';

export async function resumeEntries(
  { directory, run, tasks }: StoreRequest,
  files: Outside['files'],
): Promise<Map<string, TaskEntry>> {
  refuseBadIds(tasks);
  await sweepDrafts(directory, files);
  const manifest = await readManifest(directory, files);
  if (manifest === null) {
    const fresh = tasks.map(freshEntry);
    taskManifestSchema.parse({ document: 'task-manifest', version: 1, run, tasks: fresh });
    return new Map(fresh.map((entry) => [entry.id, entry]));
  }
  if (manifest.run !== run || !isSameGraph(manifest.tasks, tasks)) {
    throw new Problem('document-invalid', {
      what: `${join(directory, 'manifest.json')} belongs to run ${manifest.run} with other tasks, not to ${run}.`,
      mend: `Delete ${directory} to begin anew, or name another folder.`,
    });
  }
  const kept = await Promise.all(manifest.tasks.map((entry) => keptEntry(entry, { directory, files })));
  return new Map(kept.map((entry) => [entry.id, entry]));
}

/** A finished task stays so where its documents are those it ended with; everything else waits again. */
async function keptEntry(
  entry: TaskEntry,
  { directory, files }: { readonly directory: string; readonly files: Outside['files'] },
): Promise<TaskEntry> {
  if (entry.state === 'done') {
    const folder = await readTaskFolder(files, { directory, task: entry.id });
    if (folder.valid && folder.value.digest === entry.digest) return entry;
  }
  return { ...freshEntry(entry), attempts: entry.attempts };
}

async function readManifest(directory: string, files: Outside['files']): Promise<TaskManifest | null> {
  const path = join(directory, 'manifest.json');
  const text = await files.readText(path);
  if (text === null) return null;
  const parsed = parseBounded(text, { schema: taskManifestSchema, mostBytes: MOST_MANIFEST_BYTES });
  if (parsed.valid) return parsed.value;
  throw new Problem('document-invalid', {
    what: `${path} cannot be used: ${parsed.reason}.`,
    mend: `Delete ${directory} to begin anew.`,
  });
}

/** A process killed while it wrote leaves a draft beside the file. */
async function sweepDrafts(directory: string, files: Outside['files']): Promise<void> {
  const drafts = await files.list(directory, [
    '.*.draft',
    '*/.*.draft',
    '!lock/**',
    '!ledger/**',
    '!cache/**',
  ]);
  await Promise.all(drafts.map((draft) => files.remove(join(directory, draft))));
}

function isSameGraph(entries: readonly TaskEntry[], tasks: readonly PlannedTask[]): boolean {
  const shape = (one: readonly PlannedTask[]) =>
    JSON.stringify(one.map(({ id, agent, needs }) => [id, agent, needs.toSorted()]));
  return shape(entries) === shape(tasks);
}

function refuseBadIds(tasks: readonly PlannedTask[]): void {
  const seen = new Set<string>();
  for (const { id } of tasks) {
    const checked = taskIdSchema.safeParse(id);
    const reason = checked.success
      ? seen.has(id)
        ? 'it is there twice'
        : null
      : checked.error.issues[0]?.message;
    seen.add(id);
    if (reason === null) continue;
    throw new Problem('document-invalid', {
      what: `Task id ${JSON.stringify(id.slice(0, 120))} cannot be used: ${reason}.`,
      mend: 'Give the task another id.',
    });
  }
}
