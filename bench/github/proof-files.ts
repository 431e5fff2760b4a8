// The proofs a run keeps as artifacts, taken as a reader takes them.
import { proofSchema, type Proof } from '../../src/prove/proof.ts';
import { unzip } from '../../test/github/zip.ts';
import { PLACE, type Stage } from './stage.ts';

/** Name to text, in the order of the rounds: a later one of the same id takes the earlier one's place. */
export async function proofFiles({ api }: Stage, runId: number): Promise<ReadonlyMap<string, string>> {
  const { data } = await api.rest.actions.listWorkflowRunArtifacts({
    ...PLACE,
    run_id: runId,
    per_page: 100,
  });
  const files = new Map<string, string>();
  for (const name of ['perfcrew-proofs', 'perfcrew-proofs-again']) {
    const artifact = data.artifacts.find((one) => one.name === name);
    if (artifact === undefined) continue;
    const zip = await api.rest.actions.downloadArtifact({
      ...PLACE,
      artifact_id: artifact.id,
      archive_format: 'zip',
    });
    if (!(zip.data instanceof ArrayBuffer)) throw new Error(`${name} did not come as bytes.`);
    for (const { path, content } of await unzip(Buffer.from(zip.data)))
      if (/^[0-9a-f]{14}\.json$/.test(path)) files.set(path, content.toString());
  }
  return files;
}

export function proofsIn(files: ReadonlyMap<string, string>): readonly Proof[] {
  return [...files.values()].map((text) => proofSchema.parse(JSON.parse(text)));
}
