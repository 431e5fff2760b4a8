// actions/upload-artifact: collects files as the action does and keeps them as a real zip in the server.
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Inputs, JobState, StepEnd } from '../job-state.ts';
import { zip } from '../../zip.ts';

const dayMs = 86_400_000;

export async function uploadArtifact(state: JobState, inputs: Inputs): Promise<StepEnd> {
  const { hub, run } = state;
  const name = inputs['name'] ?? 'artifact';
  if (/[":<>|*?\r\n\\/]/.test(name)) throw new Error(`The artifact name is not valid: ${name}.`);
  const files = await collect(
    state.workspace,
    inputs['path'] ?? '',
    inputs['include-hidden-files'] === 'true',
  );
  if (files.length === 0) {
    const message = `No files were found with the provided path: ${inputs['path']}. No artifacts will be uploaded.`;
    const isError = inputs['if-no-files-found'] === 'error';
    if (inputs['if-no-files-found'] !== 'ignore')
      state.log.output(`::${isError ? 'error' : 'warning'}::${message}`);
    return { isSuccess: !isError, outputs: {}, summary: '' };
  }
  const twin = [...hub.artifacts.values()].find((one) => one.run === run && one.name === name);
  if (twin !== undefined) {
    if (inputs['overwrite'] !== 'true') {
      throw new Error(
        'Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run',
      );
    }
    hub.artifacts.delete(twin.id);
  }
  const root = commonRoot(files);
  const entries = await Promise.all(
    files.sort().map(async (file) => ({
      path: relative(root, file).split(sep).join('/'),
      content: await readFile(file),
    })),
  );
  const now = hub.clock.now();
  const artifact = {
    id: hub.nextId(),
    run,
    name,
    zip: zip(entries),
    createdAt: now,
    expiresAt: new Date(now.getTime() + Number(inputs['retention-days'] ?? 90) * dayMs),
  };
  hub.artifacts.set(artifact.id, artifact);
  const digest = createHash('sha256').update(artifact.zip).digest('hex');
  const url = `${hub.origin}/${run.repository.fullName}/actions/runs/${run.id}/artifacts/${artifact.id}`;
  const outputs = { 'artifact-id': String(artifact.id), 'artifact-digest': digest, 'artifact-url': url };
  return { isSuccess: true, outputs, summary: '' };
}

/** Files below folders, of patterns, and one by one; lines with `!` take files out again. */
async function collect(workspace: string, text: string, withHidden: boolean): Promise<string[]> {
  const found = new Set<string>();
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')) {
    const isOut = line.startsWith('!');
    const pattern = isOut ? line.slice(1) : line;
    const absolute = isAbsolute(pattern) ? pattern : join(workspace, pattern);
    for (const match of globSync(absolute)) {
      for (const file of await filesBelow(match)) {
        const isHidden = relative(workspace, file)
          .split(sep)
          .some((part) => part.startsWith('.') && part !== '..');
        if (isOut) found.delete(file);
        else if (withHidden || !isHidden) found.add(file);
      }
    }
  }
  return [...found];
}

async function filesBelow(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  const all = names.map((name) => join(path, name));
  const kinds = await Promise.all(all.map(async (file) => (await lstat(file)).isFile()));
  return all.filter((_, index) => kinds[index] === true);
}

/** Names in the zip start below the deepest folder that holds all files. */
function commonRoot(files: readonly string[]): string {
  let root = dirname(files[0] ?? '/');
  while (!files.every((file) => file.startsWith(root === '/' ? root : root + sep))) root = dirname(root);
  return root;
}
