// actions/download-artifact: artifacts of this run from the store, those of other runs over the API with the token given.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import picomatch from 'picomatch';
import { isObject, parseJson, toText, valueAt } from '../../json.ts';
import { unzip } from '../../zip.ts';
import { artifactsOfRun } from '../artifact-store.ts';
import type { Inputs, JobState, StepEnd } from '../job-state.ts';

interface Found {
  readonly id: number;
  readonly name: string;
  readonly zip: () => Promise<Buffer>;
}

export async function downloadArtifact(state: JobState, inputs: Inputs): Promise<StepEnd> {
  const target = join(state.workspace, '.', inputs['path'] ?? '.');
  const directory = (inputs['path'] ?? '').startsWith('/') ? (inputs['path'] ?? '') : target;
  const token = inputs['github-token'];
  const all =
    token === undefined || token === '' ? ownArtifacts(state) : await foreignArtifacts(state, inputs, token);
  const chosen = choose(all, inputs, (text) => state.log.output(`::warning::${text}`));
  // Of several ids the one that is left lies where all would with merge-multiple; a pattern's does not differ.
  const isFlat = isGiven(inputs['name']) || inputs['merge-multiple'] === 'true' || chosen.length === 1;
  for (const artifact of chosen) {
    const below = isFlat ? directory : join(directory, artifact.name);
    for (const { path, content } of await unzip(await artifact.zip())) {
      const file = join(below, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
  await mkdir(directory, { recursive: true });
  return { isSuccess: true, outputs: { 'download-path': directory }, summary: '' };
}

/** By name, by ids, by pattern, or all of them: an empty `artifact-ids` is no choice, and one id that is not there only a warning. */
function choose(all: readonly Found[], inputs: Inputs, warn: (text: string) => void): readonly Found[] {
  const { name = '', pattern, 'artifact-ids': ids = '' } = inputs;
  if (isGiven(name) && isGiven(ids)) {
    throw fault("Inputs 'name' and 'artifact-ids' cannot be used together. Please specify only one.");
  }
  if (isGiven(name)) {
    const named = all.filter((one) => one.name === name);
    if (named.length === 0) throw fault(`Artifact not found for name: ${name}`);
    return named;
  }
  if (!isGiven(ids)) {
    const isWanted = picomatch(pattern === undefined || pattern === '' ? '**' : pattern, { dot: true });
    return all.filter((one) => isWanted(one.name));
  }
  const wanted = ids.split(',').map((id) => id.trim());
  const numbers = wanted.filter((id) => id !== '').map((id) => Number.parseInt(id, 10));
  if (numbers.length === 0) throw fault("No valid artifact IDs provided in 'artifact-ids' input");
  if (numbers.some(Number.isNaN)) throw fault(`Invalid artifact ID: '${ids}'. Must be a number.`);
  const found = all.filter((one) => numbers.includes(one.id));
  if (found.length === 0) throw fault('None of the provided artifact IDs were found');
  const missing = numbers.filter((id) => !found.some((one) => one.id === id));
  if (missing.length > 0) warn(`Could not find the following artifact IDs: ${missing.join(', ')}`);
  return found;
}

function isGiven(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function fault(message: string): Error {
  return new Error(`Unable to download artifact(s): ${message}`);
}

function ownArtifacts(state: JobState): readonly Found[] {
  return artifactsOfRun(state.hub, state.run).map(({ id, name, zip }) => ({
    id,
    name,
    zip: () => Promise.resolve(zip),
  }));
}

async function foreignArtifacts(state: JobState, inputs: Inputs, token: string): Promise<readonly Found[]> {
  const repository = inputs['repository'] ?? state.run.repository.fullName;
  const runId = inputs['run-id'] ?? String(state.run.id);
  const get = async (url: string): Promise<Buffer> => {
    const response = await fetch(url, {
      headers: { authorization: `token ${token}`, 'user-agent': 'download-artifact' },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.ok) return bytes;
    const body = parseJson(bytes.toString());
    throw new Error(`Unable to download artifact(s): ${toText(valueAt(body, 'message'))}`);
  };
  const answer = parseJson(
    (
      await get(`${state.hub.origin}/repos/${repository}/actions/runs/${runId}/artifacts?per_page=100`)
    ).toString(),
  );
  const list =
    isObject(answer) && Array.isArray(answer['artifacts']) ? answer['artifacts'].filter(isObject) : [];
  return list.map((one) => ({
    id: Number(one['id']),
    name: toText(one['name']),
    zip: () => get(toText(one['archive_download_url'])),
  }));
}
