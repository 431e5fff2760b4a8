// One run split over jobs: each takes its finished tasks along as a folder, and they meet again in one store.
import { join } from 'node:path';
import { z } from 'zod';
import { documentSchema } from '../../core/document.ts';
import { Problem } from '../../core/problem.ts';
import type { Outside } from './outside.ts';
import { parseBounded } from './parse-bounded.ts';
import { readTaskFolder, writeTaskFolder } from './task-folder.ts';
import { MOST_MANIFEST_BYTES, taskEntrySchema } from './task-manifest.ts';
import type { TaskStore } from './task-store.ts';

const taskPartSchema = documentSchema('task-part', {
  run: z.string().max(200),
  /** The job that did them, for messages. */
  job: z.string().max(200),
  tasks: z.array(taskEntrySchema).max(10_000),
});

export type TaskPart = z.infer<typeof taskPartSchema>;

/** Writes a job's finished tasks into a folder of their own; returns their ids. */
export async function exportPart(
  store: TaskStore,
  { to, job, files }: { readonly to: string; readonly job: string; readonly files: Outside['files'] },
): Promise<readonly string[]> {
  const done = store.entries().filter(({ state }) => state === 'done');
  for (const { id } of done) {
    const folder = await readTaskFolder(files, { directory: store.directory, task: id });
    if (!folder.valid) throw unusable(store.directory, `${id}: ${folder.reason}`);
    await writeTaskFolder(files, join(to, id), folder.value.texts);
  }
  const part: TaskPart = {
    document: 'task-part',
    version: 1,
    run: store.run,
    job,
    tasks: done.map((entry) => ({ ...entry, needs: [...entry.needs] })),
  };
  await files.writeText(join(to, 'part.json'), `${JSON.stringify(part)}\n`);
  return done.map(({ id }) => id);
}

/**
 * Takes parts of other jobs into the store, each document by its schema. A task two jobs did differently is a conflict
 * and named; one they did alike, or that is there already, is taken once. Returns the ids that are new.
 */
export async function mergeParts(
  store: TaskStore,
  { from, files }: { readonly from: readonly string[]; readonly files: Outside['files'] },
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const directory of from) {
    const part = await readPart(directory, files);
    if (part.run !== store.run) throw unusable(directory, `it is of run ${part.run}, not of ${store.run}`);
    for (const theirs of part.tasks) {
      const ours = store.entries().find(({ id }) => id === theirs.id);
      if (ours === undefined) throw unusable(directory, `run ${store.run} has no task ${theirs.id}`);
      const folder = await readTaskFolder(files, { directory, task: theirs.id });
      if (!folder.valid) throw unusable(directory, `${theirs.id}: ${folder.reason}`);
      if (folder.value.digest !== theirs.digest)
        throw unusable(directory, `${theirs.id} was changed on its way`);
      if (ours.state === 'done') {
        if (ours.digest !== theirs.digest) throw conflict(theirs.id, part.job);
        continue;
      }
      await store.begin(theirs.id);
      await store.finish(theirs.id, folder.value.record);
      taken.push(theirs.id);
    }
  }
  return taken;
}

async function readPart(directory: string, files: Outside['files']): Promise<TaskPart> {
  const bytes = await files.readBelow(directory, 'part.json', MOST_MANIFEST_BYTES);
  if (bytes === null) throw unusable(directory, 'part.json is missing or too large');
  const text = new TextDecoder().decode(bytes);
  const parsed = parseBounded(text, { schema: taskPartSchema, mostBytes: MOST_MANIFEST_BYTES });
  if (!parsed.valid) throw unusable(directory, `part.json: ${parsed.reason}`);
  return parsed.value;
}

function conflict(task: string, job: string): Problem {
  return new Problem('document-invalid', {
    what: `Task ${task} was done twice with different results; the second is of job ${job}.`,
    mend: `Give task ${task} to one job only, and run both jobs again.`,
  });
}

function unusable(directory: string, reason: string): Problem {
  return new Problem('document-invalid', {
    what: `The part in ${directory} cannot be used: ${reason}.`,
    mend: 'Run the job that wrote it again.',
  });
}
