// actions/upload-artifact: collects files as the action does and keeps them as a real zip in the server.
import { globSync } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Inputs, JobState, StepEnd } from '../job-state.ts';
import { zip } from '../../zip.ts';
import { artifactNamed, digestOf, keepArtifact } from '../artifact-store.ts';

const dayMs = 86_400_000;

export async function uploadArtifact(state: JobState, inputs: Inputs): Promise<StepEnd> {
  const { hub, run } = state;
  const name = inputs['name'] ?? 'artifact';
  if (/[":<>|*?\r\n\\/]/.test(name)) throw new Error(`The artifact name is not valid: ${name}.`);
  const { files, root } = await collect(
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
  const twin = artifactNamed(hub, run, name);
  if (twin !== undefined && inputs['overwrite'] === 'true') hub.artifacts.delete(twin.id);
  const entries = await Promise.all(
    files.map(async (file) => ({
      path: relative(root, file).split(sep).join('/'),
      content: await readFile(file),
    })),
  );
  const artifact = keepArtifact(hub, {
    run,
    jobId: state.job.id,
    name,
    zip: zip(entries),
    lifetimeMs: Number(inputs['retention-days'] ?? 90) * dayMs,
  });
  if (artifact === null) {
    throw new Error(
      'Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run',
    );
  }
  const url = `${hub.origin}/${run.repository.fullName}/actions/runs/${run.id}/artifacts/${artifact.id}`;
  const outputs = {
    'artifact-id': String(artifact.id),
    'artifact-digest': digestOf(artifact),
    'artifact-url': url,
  };
  return { isSuccess: true, outputs, summary: '' };
}

interface Collected {
  readonly files: string[];
  /** Names in the zip start here: at the one path asked for, or where several part. */
  readonly root: string;
}

/** Files below folders, of patterns, and one by one; lines with `!` take files out again. */
async function collect(workspace: string, text: string, withHidden: boolean): Promise<Collected> {
  const found = new Set<string>();
  const starts: string[] = [];
  const lines = text.split('\n').map((one) => one.trim());
  for (const line of lines.filter((one) => one !== '')) {
    const isOut = line.startsWith('!');
    const pattern = isOut ? line.slice(1) : line;
    const absolute = resolve(workspace, pattern);
    if (!isOut) starts.push(beforeWildcard(absolute));
    for (const match of globSync(absolute)) {
      for (const file of await filesBelow(match)) {
        const parts = relative(workspace, file).split(sep);
        const isHidden = parts.some((part) => part.startsWith('.') && part !== '..');
        if (isOut) found.delete(file);
        else if (withHidden || !isHidden) found.add(file);
      }
    }
  }
  const common = commonFolder(starts);
  return { files: [...found].sort(), root: found.has(common) ? dirname(common) : common };
}

function beforeWildcard(path: string): string {
  const parts = path.split(sep);
  const at = parts.findIndex((part) => /[*?[{]/.test(part));
  return at < 0 ? path : parts.slice(0, at).join(sep) || sep;
}

async function filesBelow(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  const all = names.map((name) => join(path, name));
  const kinds = await Promise.all(all.map(async (file) => (await lstat(file)).isFile()));
  return all.filter((_, index) => kinds[index] === true);
}

function commonFolder(paths: readonly string[]): string {
  let root = paths[0] ?? sep;
  while (!paths.every((path) => path === root || path.startsWith(root === sep ? root : root + sep))) {
    root = dirname(root);
  }
  return root;
}
