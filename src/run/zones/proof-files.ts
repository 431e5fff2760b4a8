// The proofs of a run as files: written when no code under review is running any more, read as what a stranger may have written.
import { join } from 'node:path';
import type { Files } from '../../ports/files.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { Log } from '../../ports/log.ts';
import { proofSchema, type Proof } from '../../prove/proof.ts';
import { tryReadBounded } from './read-bounded.ts';

export const PROOFS_FOLDER = 'proofs';
const MOST_PROOF_BYTES = 4_000_000;
/** As many as a crew may propose, in a few rounds. */
const MOST_PROOFS = 1000;

interface Outside {
  readonly files: Files & KeptFiles;
  readonly log: Pick<Log, 'warn'>;
}

/** In the order they are given; whatever else was in the folder is gone. */
export async function writeProofs(
  directory: string,
  proofs: readonly Proof[],
  files: Files & KeptFiles,
): Promise<readonly string[]> {
  const folder = join(directory, PROOFS_FOLDER);
  // Also where it is a link: the link goes, not what it names.
  await files.remove(folder);
  const paths: string[] = [];
  for (const proof of proofs) {
    const path = join(folder, `${proof.id}.json`);
    await files.writeText(path, `${JSON.stringify(proof, null, 1)}\n`);
    paths.push(path);
  }
  return paths;
}

/** Those on one commit. What is no proof is passed over, and said. */
export async function readProofs(
  directory: string,
  head: string,
  { files, log }: Outside,
): Promise<readonly Proof[]> {
  const names = await files.list(directory, [`${PROOFS_FOLDER}/*.json`]);
  const proofs: Proof[] = [];
  for (const path of names.slice(0, MOST_PROOFS)) {
    const read = await tryReadBounded(
      { folder: directory, path, schema: proofSchema, mostBytes: MOST_PROOF_BYTES },
      files,
    );
    if (!read.valid) log.warn(`${join(directory, path)} is passed over: ${read.reason}.`);
    else if (`${PROOFS_FOLDER}/${read.value.id}.json` !== path)
      log.warn(`${join(directory, path)} is passed over: it holds the proof ${read.value.id}.`);
    else if (read.value.head === head) proofs.push(read.value);
  }
  return proofs;
}
