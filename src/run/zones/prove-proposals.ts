// The run zone: proposals are read once, proven, and only when nothing of them runs any more the proofs are written.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Proposal } from '../../crew/proposal.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { Patches } from '../../ports/patches.ts';
import type { World } from '../../ports/world.ts';
import { proveAll } from '../../prove/prove-all.ts';
import { proveTogether } from '../../prove/prove-together.ts';
import type { Proof } from '../../prove/proof.ts';
import { fingerprint } from '../fingerprint.ts';
import type { RunFolder } from '../run-folder.ts';
import { PROOFS_FOLDER, writeProofs } from './proof-files.ts';

export interface ProveProposalsRequest {
  readonly proposals: readonly Proposal[];
  /** Proofs of earlier rounds; what they tell of is not tried again. */
  readonly earlier: readonly Proof[];
  /** Of all proofs there are by now, those to be proven as one; fewer than two are not. */
  readonly together: (proofs: readonly Proof[]) => readonly Proof[];
  readonly head: string;
  readonly config: Config;
  readonly seed: number;
  readonly version: string;
  readonly cacheDirectory: string | null;
  readonly folder: RunFolder;
}

export interface ProvenProposals {
  /** Those of earlier rounds first. */
  readonly proofs: readonly Proof[];
  readonly paths: readonly string[];
}

type Outside = World & { readonly patches: Patches; readonly files: KeptFiles };

/** Wall time from which no further proposal is begun, and how many are measured at most, in one round. */
const BUDGET = { minutes: 60, most: 20 };
const MOST_LOG_BYTES = 1_000_000;

export async function proveProposals(
  request: ProveProposalsRequest,
  outside: Outside,
): Promise<ProvenProposals> {
  const { proposals, earlier, folder, together, ...shared } = request;
  const { files, toolbox, clock, log } = outside;
  const begunMs = clock.elapsed();
  const directory = await folder.ready();
  let known = earlier.filter(({ outcome }) => outcome !== 'untried');
  const tried = new Set(known.map(({ proposal }) => proposal.patch));
  const ended: Proof[] = [];
  // Code under review can find the repository by its checkout, and so the folder of the run; this one nothing leads to.
  await using own = await files.temporaryFolder('proof');
  const environment = await fingerprint(
    { gates: shared.config.targets.pages.length > 0 ? [{ gate: 'page' }] : [] },
    toolbox,
  );
  const means = { ...shared, environment, runDirectory: own.directory };
  let paths: readonly string[] = [];
  try {
    await proveAll(
      proposals.filter(({ patch }) => !tried.has(patch)),
      {
        ...means,
        budget: BUDGET,
        keep: async (proof) => {
          ended.push(proof);
        },
      },
      outside,
    );
    const joined = together([...known, ...ended]);
    if (joined.length > 1) {
      log.info(`Prove ${joined.length} patches together`);
      const leftMs = BUDGET.minutes * 60_000 - (clock.elapsed() - begunMs);
      const proof = await proveTogether(joined, { ...means, leftMs }, outside);
      known = known.filter((one) => one.together === undefined);
      if (proof !== null) ended.push(proof);
    }
  } finally {
    // Also after Ctrl-C: what is proven is not lost.
    paths = await writeProofs(directory, [...known, ...ended], files);
    await keepLogs(own.directory, directory, files);
  }
  return { proofs: [...known, ...ended], paths };
}

async function keepLogs(from: string, directory: string, files: Outside['files']): Promise<void> {
  for (const path of await files.list(from, ['**/*.log'])) {
    const bytes = await files.readBelow(from, path, MOST_LOG_BYTES);
    if (bytes === null) continue;
    await files.writeText(join(directory, PROOFS_FOLDER, path), new TextDecoder().decode(bytes));
  }
}
