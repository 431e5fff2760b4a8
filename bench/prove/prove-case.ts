// One case through the prover as `perfcrew optimize` runs it, in a world of real git, processes and databases.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { CONFIG_PATH } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { Proposal } from '../../src/crew/proposal.ts';
import { openPatches } from '../../src/io/git/open-patches.ts';
import { terminalLog } from '../../src/io/log-terminal.ts';
import type { Proof } from '../../src/prove/proof.ts';
import { prove } from '../../src/prove/prove.ts';
import { openWorld } from '../../src/run/open-world.ts';
import type { PatchCase } from './patch-case.ts';
import type { OpenSubject } from './subject.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface ProveCaseOptions {
  readonly seed: number;
  /** Measuring time of each of the two measurements. */
  readonly minutes: number;
  readonly signal: AbortSignal;
}

export async function proveCase(
  { id, title }: PatchCase,
  { repository, patch, targets }: OpenSubject,
  { seed, minutes, signal }: ProveCaseOptions,
): Promise<Proof> {
  const { directory } = repository;
  const runDirectory = await mkdtemp(join(tmpdir(), 'perfcrew-prove-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(runDirectory, { recursive: true, force: true }));
  const log = stack.use(
    terminalLog({ output: process.stderr, interactive: false, quiet: true, verbose: false }),
  );
  const cacheDirectory = join(ROOT, '.cache');
  const world = stack.use(
    await openWorld({
      directory,
      environment: process.env,
      cacheDirectory,
      programsDirectory: join(ROOT, 'src/io/drivers'),
      version: packageJson.version,
      log,
      signal,
    }),
  );
  const head = await world.git.resolve('main');
  const config = parseConfig(await world.git.show(head, CONFIG_PATH), CONFIG_PATH);
  const proposal: Proposal = {
    document: 'proposal',
    version: 1,
    id,
    kind: 'known-truth',
    title,
    why: title,
    location: null,
    bottleneck: null,
    targets: [...targets],
    patch,
    author: { kind: 'person', name: 'bench' },
    risk: 'medium',
  };
  return await prove(
    {
      proposal,
      head,
      config: { ...config, budget: { ...config.budget, minutes } },
      seed,
      version: packageJson.version,
      runDirectory,
      cacheDirectory,
      environment: { ...(await world.toolbox.machine()), chrome: null, postgres: null },
    },
    { ...world, patches: openPatches(directory, signal) },
  );
}
