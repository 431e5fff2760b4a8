// actions/download-artifact: artifacts of this run from the store, those of other runs over the API with the token given.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import picomatch from 'picomatch';
import { isObject, parseJson, toText, valueAt } from '../../json.ts';
import { unzip } from '../../zip.ts';
import type { Inputs, JobState, StepEnd } from '../job-state.ts';

interface Found {
  readonly name: string;
  readonly zip: () => Promise<Buffer>;
}

export async function downloadArtifact(state: JobState, inputs: Inputs): Promise<StepEnd> {
  const target = join(state.workspace, '.', inputs['path'] ?? '.');
  const directory = (inputs['path'] ?? '').startsWith('/') ? (inputs['path'] ?? '') : target;
  const token = inputs['github-token'];
  const all =
    token === undefined || token === '' ? ownArtifacts(state) : await foreignArtifacts(state, inputs, token);
  const name = inputs['name'] ?? '';
  const isWanted =
    name === '' ? picomatch(inputs['pattern'] ?? '**', { dot: true }) : (one: string) => one === name;
  const chosen = all.filter((one) => isWanted(one.name));
  if (name !== '' && chosen.length === 0) {
    throw new Error(`Unable to download artifact(s): Artifact not found for name: ${name}`);
  }
  const isFlat = name !== '' || inputs['merge-multiple'] === 'true';
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

function ownArtifacts(state: JobState): readonly Found[] {
  return [...state.hub.artifacts.values()]
    .filter((one) => one.run === state.run)
    .map(({ name, zip }) => ({ name, zip: () => Promise.resolve(zip) }));
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
    name: toText(one['name']),
    zip: () => get(toText(one['archive_download_url'])),
  }));
}
