// From a proposal to a proof: a review of the patched code against head, cheap checks first, and the clocks a second time on
// fresh data.
import type { Config } from '../config/config.ts';
import type { Proposal } from '../crew/proposal.ts';
import type { Environment } from '../measure/environment.ts';
import type { Patches } from '../ports/patches.ts';
import type { World } from '../ports/world.ts';
import { admit } from './admit.ts';
import { confirm } from './confirm.ts';
import type { Proof } from './proof.ts';
import { qualify } from './qualify.ts';

export interface ProveRequest {
  readonly proposal: Proposal;
  /** Commit the patch stands on. */
  readonly head: string;
  readonly config: Config;
  /** The first measurement's; the second takes the next one. */
  readonly seed: number;
  readonly version: string;
  /** Absolute; logs and artifacts of the measuring go below it. */
  readonly runDirectory: string;
  readonly cacheDirectory: string | null;
  readonly environment: Environment;
  /** What the patch is made of, where each part was admitted alone: only then may it be longer than one. */
  readonly together?: Proof['together'];
}

export type ProveOutside = World & { readonly patches: Patches };

/** One alone. Several are proven by `proveAll`, which chooses among those that mend the same. */
export async function prove(request: ProveRequest, outside: ProveOutside): Promise<Proof> {
  const admitted = await admit(request, outside);
  if (admitted.status === 'ended') return admitted.proof;
  const qualified = await qualify(admitted.next, outside);
  return qualified.status === 'ended' ? qualified.proof : confirm(qualified.next, outside);
}
